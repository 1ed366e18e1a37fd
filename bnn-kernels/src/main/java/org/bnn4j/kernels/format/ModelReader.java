package org.bnn4j.kernels.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.Picture;

/**
 * Reads a model file, trusting nothing in it: memory grows with the bytes that arrive, not with
 * what they claim. A stream needs no buffer of its own: what is read at once is a whole section.
 */
public final class ModelReader {
  private final InputStream in;
  private final List<Node> nodes = new ArrayList<>();
  private List<String> labels = List.of();
  private Optional<Picture> picture = Optional.empty();
  private long offset;

  private ModelReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads a whole model file; does not close the stream.
   *
   * @throws BnnFormatException if the bytes are not a model that this version can read
   * @throws IOException if the stream fails
   */
  public static Graph read(InputStream in) throws IOException {
    return new ModelReader(in).read();
  }

  private Graph read() throws IOException {
    header();
    while (section()) {
      continue;
    }
    if (in.read() >= 0) {
      throw new BnnFormatException(offset, "bytes after the end of the model");
    }
    try {
      return new Graph(nodes, labels, picture);
    } catch (IllegalArgumentException e) {
      throw new BnnFormatException(offset, e.getMessage());
    }
  }

  private void header() throws IOException {
    byte[] magic = in.readNBytes(Long.BYTES);
    if (magic.length < Long.BYTES || littleEndian(magic).getLong() != Format.MAGIC) {
      throw new BnnFormatException(
          0, "not a bnn4j model: it does not begin with the model file signature");
    }
    offset = magic.length;
    ByteBuffer rest = take(4, "the header");
    int version = rest.getShort() & 0xFFFF;
    if (version != Format.VERSION) {
      throw new BnnFormatException(
          Long.BYTES,
          "format version " + version + ", and this library reads version " + Format.VERSION);
    }
    int reserved = rest.getShort() & 0xFFFF;
    if (reserved != 0) {
      throw new BnnFormatException(
          Long.BYTES + Short.BYTES, "the reserved number of the header is 0, not " + reserved);
    }
  }

  /** Reads one section; false after the last. */
  private boolean section() throws IOException {
    long at = offset;
    ByteBuffer head = take(8, "a section's head");
    int tag = head.getInt();
    String name = name(tag);
    long length = Integer.toUnsignedLong(head.getInt());
    if (length > Integer.MAX_VALUE - 8) {
      throw new BnnFormatException(at, "section " + name + " claims " + length + " bytes");
    }
    byte[] payload = take((int) length, "section " + name).array();
    int expected = take(4, "the checksum of section " + name).getInt();
    CRC32C crc = new CRC32C();
    crc.update(head.array());
    crc.update(payload);
    if ((int) crc.getValue() != expected) {
      throw new BnnFormatException(
          at,
          String.format(
              "section %s is damaged: checksum %08x, not %08x", name, crc.getValue(), expected));
    }
    return interpret(tag, new Payload(payload, name, at + 8), at);
  }

  private boolean interpret(int tag, Payload payload, long at) throws BnnFormatException {
    if (tag == Format.NODE) {
      nodes.add(new OpDecoder(payload).node());
    } else if (tag == Format.LABELS) {
      if (!labels.isEmpty()) {
        throw new BnnFormatException(at, "a second section " + name(tag));
      }
      labels = payload.strings();
    } else if (tag == Format.PICTURE) {
      if (picture.isPresent()) {
        throw new BnnFormatException(at, "a second section " + name(tag));
      }
      picture = Optional.of(payload.picture());
    } else if (tag == Format.END) {
      int count = payload.number();
      if (count != nodes.size()) {
        throw new BnnFormatException(
            at, "the end counts " + count + " nodes, and " + nodes.size() + " came");
      }
    } else if (isOptional(tag)) {
      return true;
    } else {
      throw new BnnFormatException(at, "section " + name(tag) + " is unknown to this version");
    }
    payload.end();
    return tag != Format.END;
  }

  private ByteBuffer take(int bytes, String what) throws IOException {
    byte[] taken = in.readNBytes(bytes);
    if (taken.length < bytes) {
      throw new BnnFormatException(
          offset,
          "the file ends inside "
              + what
              + ": "
              + bytes
              + " bytes expected, "
              + taken.length
              + " there");
    }
    offset += bytes;
    return littleEndian(taken);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String name(int tag) {
    StringBuilder name = new StringBuilder();
    for (int shift = 0; shift < 32; shift += 8) {
      int c = tag >>> shift & 0xFF;
      name.append(c > 0x20 && c < 0x7F ? (char) c : '?');
    }
    return name.toString();
  }

  /**
   * Whether a reader that does not know this tag may pass over the section: its first letter is
   * small, from 'a' to 'z'.
   */
  private static boolean isOptional(int tag) {
    int first = tag & 0xFF;
    return first >= 'a' && first <= 'z';
  }
}
