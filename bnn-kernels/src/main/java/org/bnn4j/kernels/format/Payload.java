package org.bnn4j.kernels.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.Picture;

/**
 * Takes the payload of one section apart. Every count is compared with the bytes that are left
 * before anything of that size is allocated.
 */
final class Payload {
  private final ByteBuffer bytes;
  private final String section;
  private final long start;

  /**
   * Begins at the start of a payload.
   *
   * @param section the section's name, for messages
   * @param start the payload's place in the file
   */
  Payload(byte[] payload, String section, long start) {
    this.bytes = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    this.section = section;
    this.start = start;
  }

  List<String> strings() throws BnnFormatException {
    int count = count(4, "strings");
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      strings.add(string());
    }
    return strings;
  }

  Picture picture() throws BnnFormatException {
    long at = offset();
    try {
      return new Picture(number(), number(), number(), Float.intBitsToFloat(number()));
    } catch (IllegalArgumentException e) {
      throw new BnnFormatException(at, "section " + section + ": " + e.getMessage());
    }
  }

  String string() throws BnnFormatException {
    int length = count(1, "bytes of text");
    byte[] utf8 = new byte[length];
    bytes.get(utf8);
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
      throw wrong("text that is not UTF-8");
    }
    return text;
  }

  int[] ints() throws BnnFormatException {
    int[] values = new int[count(4, "integers")];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + 4 * values.length);
    return values;
  }

  float[] floats() throws BnnFormatException {
    float[] values = new float[count(4, "floats")];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + 4 * values.length);
    return values;
  }

  int number() throws BnnFormatException {
    need(4, 1, "a number");
    return bytes.getInt();
  }

  int octet() throws BnnFormatException {
    need(1, 1, "a byte");
    return bytes.get() & 0xFF;
  }

  /** Reads a byte that is 0 or 1. */
  boolean flag() throws BnnFormatException {
    int value = octet();
    if (value > 1) {
      throw wrong("a flag of " + value);
    }
    return value == 1;
  }

  /** Reads a code, which counts the values from 1. */
  <T> T known(T[] values, String what) throws BnnFormatException {
    int code = octet();
    if (code < 1 || code > values.length) {
      throw wrong(what + " " + code + " is unknown to this version");
    }
    return values[code - 1];
  }

  /** Reads how many items follow and checks that they can. */
  int count(int itemBytes, String items) throws BnnFormatException {
    long count = Integer.toUnsignedLong(number());
    need(itemBytes, count, items);
    return (int) count;
  }

  private void need(int itemBytes, long count, String what) throws BnnFormatException {
    if (count * itemBytes > bytes.remaining()) {
      throw wrong(
          count + " x " + what + " do not fit into the " + bytes.remaining() + " bytes left");
    }
  }

  /** Checks that nothing is left. */
  void end() throws BnnFormatException {
    if (bytes.hasRemaining()) {
      throw wrong(bytes.remaining() + " bytes too many");
    }
  }

  /** The place in the file of what comes next. */
  long offset() {
    return start + bytes.position();
  }

  String section() {
    return section;
  }

  BnnFormatException wrong(String what) {
    return new BnnFormatException(offset(), "section " + section + ": " + what);
  }
}
