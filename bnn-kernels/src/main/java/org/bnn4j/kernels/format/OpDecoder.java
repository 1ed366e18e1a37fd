package org.bnn4j.kernels.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.BnnFormatException;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;

/**
 * Takes the payload of one section apart. Every count is compared with the bytes that are left
 * before anything of that size is allocated.
 */
final class OpDecoder {
  private final ByteBuffer payload;
  private final String section;
  private final long start;

  /**
   * Begins at the start of a payload.
   *
   * @param section the section's name, for messages
   * @param start the payload's place in the file
   */
  OpDecoder(byte[] payload, String section, long start) {
    this.payload = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    this.section = section;
    this.start = start;
  }

  Node node() throws BnnFormatException {
    String name = string();
    int count = count(4, "inputs");
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(number());
    }
    long at = offset();
    try {
      return new Node(name, op(), inputs);
    } catch (IllegalArgumentException e) {
      throw new BnnFormatException(at, "section " + section + " '" + name + "': " + e.getMessage());
    }
  }

  private Op op() throws BnnFormatException {
    int code = octet();
    return switch (code) {
      case Format.OP_INPUT -> new Input(new Edge(known(EdgeKind.values(), "edge kind"), shape()));
      case Format.OP_PACKED_DENSE -> packedDense();
      case Format.OP_THRESHOLD -> new Threshold(ints(), ints());
      case Format.OP_SIGN -> new Sign();
      case Format.OP_CHANNELWISE -> channelwise();
      case Format.OP_FLOAT_DENSE -> new FloatDense(number(), number(), floats());
      case Format.OP_SOFTMAX -> new Softmax();
      case Format.OP_ADD -> new Add();
      default -> throw wrong("operation " + code + " is unknown to this version");
    };
  }

  private Op packedDense() throws BnnFormatException {
    int bits = octet();
    int outputs = number();
    int fanIn = number();
    if (bits != 1 && bits != 2) {
      throw wrong("weights of " + bits + " bits");
    }
    BitMatrix sign = new BitMatrix(outputs, fanIn, ints());
    return bits == 1
        ? PackedDense.binary(sign)
        : PackedDense.ternary(sign, new BitMatrix(outputs, fanIn, ints()));
  }

  private Op channelwise() throws BnnFormatException {
    int count = count(5, "terms");
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      terms.add(new Term(known(Operation.values(), "arithmetic operation"), floats()));
    }
    return new Channelwise(terms);
  }

  /** Reads a code, which counts the values from 1. */
  private <T> T known(T[] values, String what) throws BnnFormatException {
    int code = octet();
    if (code < 1 || code > values.length) {
      throw wrong(what + " " + code + " is unknown to this version");
    }
    return values[code - 1];
  }

  private Shape shape() throws BnnFormatException {
    return new Shape(number(), number(), number());
  }

  List<String> strings() throws BnnFormatException {
    int count = count(4, "strings");
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      strings.add(string());
    }
    return strings;
  }

  private String string() throws BnnFormatException {
    int length = count(1, "bytes of text");
    ByteBuffer text = payload.slice(payload.position(), length);
    payload.position(payload.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw wrong("text that is not UTF-8");
    }
  }

  private int[] ints() throws BnnFormatException {
    int[] values = new int[count(4, "integers")];
    payload.asIntBuffer().get(values);
    payload.position(payload.position() + 4 * values.length);
    return values;
  }

  private float[] floats() throws BnnFormatException {
    float[] values = new float[count(4, "floats")];
    payload.asFloatBuffer().get(values);
    payload.position(payload.position() + 4 * values.length);
    return values;
  }

  int number() throws BnnFormatException {
    need(4, 1, "a number");
    return payload.getInt();
  }

  private int octet() throws BnnFormatException {
    need(1, 1, "a byte");
    return payload.get() & 0xFF;
  }

  /** Reads how many items follow and checks that they can. */
  private int count(int itemBytes, String items) throws BnnFormatException {
    long count = Integer.toUnsignedLong(number());
    need(itemBytes, count, items);
    return (int) count;
  }

  private void need(int itemBytes, long count, String what) throws BnnFormatException {
    if (count * itemBytes > payload.remaining()) {
      throw wrong(
          count + " x " + what + " do not fit into the " + payload.remaining() + " bytes left");
    }
  }

  /** Checks that nothing is left. */
  void end() throws BnnFormatException {
    if (payload.hasRemaining()) {
      throw wrong(payload.remaining() + " bytes too many");
    }
  }

  private long offset() {
    return start + payload.position();
  }

  private BnnFormatException wrong(String what) {
    return new BnnFormatException(offset(), "section " + section + ": " + what);
  }
}
