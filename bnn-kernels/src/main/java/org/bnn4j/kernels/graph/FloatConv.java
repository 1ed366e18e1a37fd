package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * A convolution with weights left in float, padded with zeros. Bits count as -1 and +1, bytes and
 * accumulators as their value.
 *
 * @param window how it slides
 * @param weights inputs in the order of {@link PackedConv}
 */
public record FloatConv(Window window, FloatWeights weights) implements Product {
  @Override
  public <R> R accept(ProductVisitor<R> visitor) {
    return visitor.floatConv(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.values());
    Shape shape = input.shape();
    Op.requireSize(this, weights.fanIn(), window.taps() * shape.channels());
    return new Edge(EdgeKind.FLOAT, window.slideOver(shape, weights.outputs()));
  }

  @Override
  public long work(List<Edge> inputs, Edge output) {
    return (long) inputs.size() * output.size() * weights.fanIn();
  }

  @Override
  public long constantWords() {
    return weights.values().length;
  }

  @Override
  public String toString() {
    return "float conv " + window + " " + weights;
  }
}
