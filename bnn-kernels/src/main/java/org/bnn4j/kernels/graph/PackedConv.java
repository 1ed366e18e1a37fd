package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * A convolution with packed weights. Bits and bytes give exact accumulators, floats give floats.
 *
 * <p>Several maps, all of bits and of one shape, give the sum of their convolutions with the same
 * weights, the padding being that of each: see {@link PackedDense}.
 *
 * @param window how it slides
 * @param weights one row per output channel; input (ky, kx, c) of a row, channel c under tap (ky,
 *     kx), is number {@code (ky * window.width() + kx) * channels + c}
 * @param input what is multiplied
 */
public record PackedConv(Window window, PackedWeights weights, InputMap input) implements Product {
  @Override
  public <R> R accept(ProductVisitor<R> visitor) {
    return visitor.packedConv(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge edge = Op.common(inputs, this, EdgeKind.BITS, EdgeKind.BYTE, EdgeKind.FLOAT);
    input.require(this, edge.kind());
    Shape shape = edge.shape();
    Op.requireSize(this, weights.fanIn(), window.taps() * shape.channels());
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
    return weights.named("conv " + window + input);
  }
}
