package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * A convolution of every channel by itself, with packed weights: output channel {@code c * m + k}
 * is filter k, of m, of input channel c. Bits, bytes and accumulators give exact accumulators,
 * floats give floats.
 *
 * <p>Several maps, all of bits and of one shape, give the sum of their convolutions with the same
 * weights, the padding being that of each: see {@link PackedDense}.
 *
 * @param window how it slides
 * @param weights one row per output channel, one weight per tap, row by row of the window
 * @param input what is multiplied
 */
public record PackedDepthwise(Window window, PackedWeights weights, InputMap input)
    implements Product {
  @Override
  public <R> R accept(ProductVisitor<R> visitor) {
    return visitor.packedDepthwise(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge edge = Op.common(inputs, this, EdgeKind.values());
    input.require(this, edge.kind());
    Shape shape = edge.shape();
    Op.requireSize(this, weights.fanIn(), window.taps());
    if (weights.outputs() % shape.channels() != 0) {
      throw new IllegalArgumentException(
          this + " has " + weights.outputs() + " outputs for " + shape.channels() + " channels");
    }
    return new Edge(Op.kindOfSums(edge), window.slideOver(shape, weights.outputs()));
  }

  @Override
  public long reach(List<Edge> inputs, long[] reaches) {
    return input.reach(inputs.get(0).kind(), reaches[0]) * inputs.size() * weights.fanIn();
  }

  @Override
  public long work(List<Edge> inputs, Edge output) {
    return (long) inputs.size() * output.size() * weights.fanIn();
  }

  @Override
  public long constantWords() {
    return weights.words();
  }

  @Override
  public String toString() {
    return weights.named("depthwise conv " + window + input);
  }
}
