package org.bnn4j.kernels.format;

import java.nio.charset.StandardCharsets;

/** The numbers of the format that reader and writer share. */
final class Format {
  /**
   * A byte that no text starts with, a name, and a line end that a careless transfer would change.
   */
  static final byte[] MAGIC = {(byte) 0x89, 'B', 'N', 'N', '4', 'J', '\r', '\n'};

  static final int VERSION = 1;

  /** Magic, version and a reserved 16-bit number. */
  static final int HEADER_BYTES = MAGIC.length + 4;

  static final int NODE = tag("NODE");
  static final int LABELS = tag("LABL");
  static final int END = tag("END!");

  static final int OP_INPUT = 1;
  static final int OP_PACKED_DENSE = 2;
  static final int OP_THRESHOLD = 3;
  static final int OP_SIGN = 4;
  static final int OP_CHANNELWISE = 5;
  static final int OP_FLOAT_DENSE = 6;
  static final int OP_SOFTMAX = 7;
  static final int OP_ADD = 8;

  private Format() {}

  static int tag(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    return ascii[0] | ascii[1] << 8 | ascii[2] << 16 | ascii[3] << 24;
  }

  static String name(int tag) {
    StringBuilder name = new StringBuilder();
    for (int shift = 0; shift < 32; shift += 8) {
      int c = tag >>> shift & 0xFF;
      name.append(c > 0x20 && c < 0x7F ? (char) c : '?');
    }
    return name.toString();
  }

  /**
   * Whether a reader that does not know this tag may pass over the section: its first letter is
   * small.
   */
  static boolean isOptional(int tag) {
    return (tag & 0x20) != 0;
  }
}
