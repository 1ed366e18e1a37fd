package org.bnn4j.kernels.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.graph.Graph;

/**
 * Writes model files number by number, as FORMAT.md says, good or bad. It shares no code with the
 * writer.
 */
final class HandMadeFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A file with the header of version 1. */
  static HandMadeFile begin() {
    return header(1, 0);
  }

  static HandMadeFile header(int version, int reserved) {
    HandMadeFile file = new HandMadeFile();
    file.bytes.writeBytes(new byte[] {(byte) 0x89, 'B', 'N', 'N', '4', 'J', '\r', '\n'});
    file.bytes.writeBytes(buffer(4).putShort((short) version).putShort((short) reserved).array());
    return file;
  }

  /** A section with a correct checksum; the payload is {@code parts} one after the other. */
  HandMadeFile section(String tag, Object... parts) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (Object part : parts) {
      payload.writeBytes(encode(part));
    }
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
    section.writeBytes(encode(payload.size()));
    section.writeBytes(payload.toByteArray());
    CRC32C crc = new CRC32C();
    crc.update(section.toByteArray());
    bytes.writeBytes(section.toByteArray());
    bytes.writeBytes(encode((int) crc.getValue()));
    return this;
  }

  /** The first section of a file: an input of {@code n} bytes, named "in". */
  HandMadeFile inputOfBytes(int n) {
    return section("NODE", "in", 0, octet(1), octet(2), 1, 1, n);
  }

  HandMadeFile raw(Object... parts) {
    for (Object part : parts) {
      bytes.writeBytes(encode(part));
    }
    return this;
  }

  static byte octet(int value) {
    return (byte) value;
  }

  /** Integers and floats as four bytes, bytes as one, text with its length before it. */
  private static byte[] encode(Object part) {
    if (part instanceof Integer number) {
      return buffer(4).putInt(number).array();
    } else if (part instanceof Float number) {
      return buffer(4).putFloat(number).array();
    } else if (part instanceof Byte octet) {
      return new byte[] {octet};
    } else if (part instanceof byte[] raw) {
      return raw;
    }
    byte[] text = part.toString().getBytes(StandardCharsets.UTF_8);
    return buffer(4 + text.length).putInt(text.length).put(text).array();
  }

  private static ByteBuffer buffer(int n) {
    return ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  Graph read() throws IOException {
    return ModelReader.read(new ByteArrayInputStream(toByteArray()));
  }

  /** Reads it and makes it ready to run. */
  BnnModel load() throws IOException {
    return BnnModel.load(new ByteArrayInputStream(toByteArray()));
  }
}
