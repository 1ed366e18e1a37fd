package org.bnn4j.kernels.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;

/** Builds the payload of one section. {@link OpDecoder} is its mirror image. */
final class OpEncoder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  OpEncoder node(Node node) {
    string(node.name());
    number(node.inputs().size());
    node.inputs().forEach(this::number);
    return op(node.op());
  }

  private OpEncoder op(Op op) {
    if (op instanceof Input input) {
      return octet(Format.OP_INPUT).octet(input.edge().kind().code()).shape(input.edge().shape());
    } else if (op instanceof PackedDense dense) {
      return packedDense(dense);
    } else if (op instanceof Threshold threshold) {
      return octet(Format.OP_THRESHOLD).ints(threshold.thresholds()).ints(threshold.flips());
    } else if (op instanceof Sign) {
      return octet(Format.OP_SIGN);
    } else if (op instanceof Channelwise channelwise) {
      octet(Format.OP_CHANNELWISE).number(channelwise.terms().size());
      channelwise.terms().forEach(this::term);
      return this;
    } else if (op instanceof FloatDense dense) {
      return octet(Format.OP_FLOAT_DENSE)
          .number(dense.outputs())
          .number(dense.fanIn())
          .floats(dense.weights());
    } else if (op instanceof Softmax) {
      return octet(Format.OP_SOFTMAX);
    } else if (op instanceof Add) {
      return octet(Format.OP_ADD);
    }
    throw new IllegalStateException("no encoding for " + op);
  }

  private OpEncoder packedDense(PackedDense dense) {
    octet(Format.OP_PACKED_DENSE)
        .octet(dense.bitsPerWeight())
        .number(dense.outputs())
        .number(dense.fanIn());
    ints(dense.sign().words());
    dense.nonzero().ifPresent(mask -> ints(mask.words()));
    return this;
  }

  private void term(Term term) {
    octet(term.operation().code()).floats(term.operands());
  }

  private OpEncoder shape(Shape shape) {
    return number(shape.height()).number(shape.width()).number(shape.channels());
  }

  OpEncoder strings(List<String> strings) {
    number(strings.size());
    strings.forEach(this::string);
    return this;
  }

  private void string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
  }

  private OpEncoder octet(int value) {
    bytes.write(value);
    return this;
  }

  OpEncoder number(int value) {
    bytes.writeBytes(littleEndian(4).putInt(value).array());
    return this;
  }

  private OpEncoder ints(int[] values) {
    ByteBuffer buffer = littleEndian(Math.multiplyExact(4, values.length));
    buffer.asIntBuffer().put(values);
    number(values.length);
    bytes.writeBytes(buffer.array());
    return this;
  }

  private OpEncoder floats(float[] values) {
    ByteBuffer buffer = littleEndian(Math.multiplyExact(4, values.length));
    buffer.asFloatBuffer().put(values);
    number(values.length);
    bytes.writeBytes(buffer.array());
    return this;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
