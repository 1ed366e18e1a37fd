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
import org.bnn4j.kernels.graph.OpVisitor;
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
final class OpEncoder implements OpVisitor<Void> {
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
    node.op().accept(this);
  }

  void picture(Picture picture) {
    numbers(picture.height(), picture.width(), picture.channels());
    number(Float.floatToRawIntBits(picture.white()));
  }

  @Override
  public Void input(Input op) {
    Shape shape = op.edge().shape();
    bytes.write(op.channelsFirst() ? Format.OP_INPUT_OF_PLANES : Format.OP_INPUT);
    bytes.write(op.edge().kind().code());
    numbers(shape.height(), shape.width(), shape.channels());
    return null;
  }

  @Override
  public Void packedDense(PackedDense op) {
    bytes.write(Format.OP_PACKED_DENSE);
    weights(op.weights());
    return null;
  }

  @Override
  public Void packedConv(PackedConv op) {
    bytes.write(Format.OP_PACKED_CONV);
    packed(op.window(), op.weights(), op.input());
    return null;
  }

  @Override
  public Void packedDepthwise(PackedDepthwise op) {
    bytes.write(Format.OP_PACKED_DEPTHWISE);
    packed(op.window(), op.weights(), op.input());
    return null;
  }

  @Override
  public Void floatDense(FloatDense op) {
    bytes.write(Format.OP_FLOAT_DENSE);
    weights(op.weights());
    return null;
  }

  @Override
  public Void floatConv(FloatConv op) {
    bytes.write(Format.OP_FLOAT_CONV);
    window(op.window());
    weights(op.weights());
    return null;
  }

  @Override
  public Void threshold(Threshold op) {
    bytes.write(Format.OP_THRESHOLD);
    ints(op.thresholds());
    ints(op.flips());
    return null;
  }

  @Override
  public Void sign(Sign op) {
    bytes.write(Format.OP_SIGN);
    return null;
  }

  @Override
  public Void channelwise(Channelwise op) {
    bytes.write(Format.OP_CHANNELWISE);
    number(op.terms().size());
    for (Term term : op.terms()) {
      bytes.write(term.operation().code());
      floats(term.operands());
    }
    return null;
  }

  @Override
  public Void softmax(Softmax op) {
    bytes.write(Format.OP_SOFTMAX);
    return null;
  }

  @Override
  public Void pool(Pool op) {
    bytes.write(Format.OP_POOL);
    bytes.write(op.kind().code());
    window(op.window());
    return null;
  }

  @Override
  public Void pad(Pad op) {
    bytes.write(Format.OP_PAD);
    numbers(op.top(), op.bottom(), op.left(), op.right());
    return null;
  }

  @Override
  public Void flatten(Flatten op) {
    bytes.write(Format.OP_FLATTEN);
    bytes.write(op.channelsFirst() ? 1 : 0);
    return null;
  }

  @Override
  public Void add(Add op) {
    bytes.write(Format.OP_ADD);
    return null;
  }

  @Override
  public Void concat(Concat op) {
    bytes.write(Format.OP_CONCAT);
    return null;
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
