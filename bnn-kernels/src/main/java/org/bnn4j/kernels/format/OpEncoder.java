package org.bnn4j.kernels.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.Picture;

/** Gathers the bytes of a section; {@link OpDecoder} takes them apart in the same order. */
final class OpEncoder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** What was gathered since the last call. */
  byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }

  void node(Node node) {
    string(node.name());
    number(node.inputs().size());
    for (int input : node.inputs()) {
      number(input);
    }
    op(node.op());
  }

  void picture(Picture picture) {
    numbers(picture.height(), picture.width(), picture.channels());
    number(Float.floatToRawIntBits(picture.white()));
  }

  private void op(Op op) {
    if (op instanceof Input input) {
      Shape shape = input.edge().shape();
      bytes.write(input.planes() ? Format.OP_INPUT_OF_PLANES : Format.OP_INPUT);
      bytes.write(input.edge().kind().code());
      numbers(shape.height(), shape.width(), shape.channels());
    } else if (op instanceof PackedDense dense) {
      bytes.write(Format.OP_PACKED_DENSE);
      weights(dense.weights());
    } else if (op instanceof PackedConv conv) {
      bytes.write(Format.OP_PACKED_CONV);
      packed(conv.window(), conv.weights(), conv.input());
    } else if (op instanceof PackedDepthwise conv) {
      bytes.write(Format.OP_PACKED_DEPTHWISE);
      packed(conv.window(), conv.weights(), conv.input());
    } else if (op instanceof FloatDense dense) {
      bytes.write(Format.OP_FLOAT_DENSE);
      weights(dense.weights());
    } else if (op instanceof FloatConv conv) {
      bytes.write(Format.OP_FLOAT_CONV);
      window(conv.window());
      weights(conv.weights());
    } else if (op instanceof Threshold threshold) {
      bytes.write(Format.OP_THRESHOLD);
      ints(threshold.thresholds());
      ints(threshold.flips());
    } else if (op instanceof Channelwise channelwise) {
      bytes.write(Format.OP_CHANNELWISE);
      terms(channelwise);
    } else if (op instanceof Pool pool) {
      bytes.write(Format.OP_POOL);
      bytes.write(pool.kind().code());
      window(pool.window());
    } else if (op instanceof Pad pad) {
      bytes.write(Format.OP_PAD);
      numbers(pad.top(), pad.bottom(), pad.left(), pad.right());
    } else if (op instanceof Flatten flatten) {
      bytes.write(Format.OP_FLATTEN);
      bytes.write(flatten.planes() ? 1 : 0);
    } else {
      bytes.write(codeOfOpWithoutConstants(op));
    }
  }

  private static int codeOfOpWithoutConstants(Op op) {
    if (op instanceof Sign) {
      return Format.OP_SIGN;
    } else if (op instanceof Softmax) {
      return Format.OP_SOFTMAX;
    } else if (op instanceof Add) {
      return Format.OP_ADD;
    } else if (op instanceof Concat) {
      return Format.OP_CONCAT;
    }
    throw new IllegalStateException("no encoding for " + op);
  }

  private void packed(Window window, PackedWeights weights, InputMap map) {
    window(window);
    weights(weights);
    numbers(map.scale(), map.offset(), map.padding());
  }

  private void weights(PackedWeights weights) {
    bytes.write(weights.bitsPerWeight());
    numbers(weights.outputs(), weights.fanIn());
    ints(weights.sign().words());
    if (weights.nonzero().isPresent()) {
      ints(weights.nonzero().get().words());
    }
  }

  private void weights(FloatWeights weights) {
    numbers(weights.outputs(), weights.fanIn());
    floats(weights.values());
  }

  private void window(Window window) {
    numbers(
        window.height(),
        window.width(),
        window.strideY(),
        window.strideX(),
        window.dilationY(),
        window.dilationX(),
        window.top(),
        window.bottom(),
        window.left(),
        window.right());
  }

  private void terms(Channelwise op) {
    number(op.terms().size());
    for (Term term : op.terms()) {
      bytes.write(term.operation().code());
      floats(term.operands());
    }
  }

  void string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
  }

  private void ints(int[] values) {
    number(values.length);
    numbers(values);
  }

  private void floats(float[] values) {
    number(values.length);
    for (float value : values) {
      number(Float.floatToRawIntBits(value));
    }
  }

  private void numbers(int... values) {
    for (int value : values) {
      number(value);
    }
  }

  /** Gathers 32 bits, the lowest byte first. */
  void number(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.write(value >>> shift);
    }
  }
}
