package org.bnn4j.kernels.format;

/** The numbers of the format that reader and writer share. */
final class Format {
  /**
   * A byte that no text starts with (0x89), the name BNN4J, and a line end that a careless transfer
   * would change (CR, LF); the lowest byte comes first.
   */
  static final long MAGIC = 0x0A0D_4A34_4E4E_4289L;

  /** In the file a 16-bit number, with a reserved one of 0 after it. */
  static final int VERSION = 1;

  static final int NODE = 'N' | 'O' << 8 | 'D' << 16 | 'E' << 24;
  static final int LABELS = 'L' | 'A' << 8 | 'B' << 16 | 'L' << 24;
  static final int PICTURE = 'p' | 'i' << 8 | 'c' << 16 | 't' << 24;
  static final int END = 'E' | 'N' << 8 | 'D' << 16 | '!' << 24;

  static final int OP_INPUT = 1;
  static final int OP_PACKED_DENSE = 2;
  static final int OP_THRESHOLD = 3;
  static final int OP_SIGN = 4;
  static final int OP_CHANNELWISE = 5;
  static final int OP_FLOAT_DENSE = 6;
  static final int OP_SOFTMAX = 7;
  static final int OP_ADD = 8;
  static final int OP_INPUT_OF_PLANES = 9;
  static final int OP_PACKED_CONV = 10;
  static final int OP_PACKED_DEPTHWISE = 11;
  static final int OP_FLOAT_CONV = 12;
  static final int OP_POOL = 13;
  static final int OP_PAD = 14;
  static final int OP_FLATTEN = 15;
  static final int OP_CONCAT = 16;

  private Format() {}
}
