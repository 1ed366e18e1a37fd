package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * The product of a vector with packed weights. Bits and bytes give exact accumulators, floats give
 * floats.
 *
 * <p>Of several vectors, all of bits, it gives the sum of their products with the same weights. So
 * numbers with more levels than two run on bits: a ternary one with thresholds -t and t is half the
 * sum of two bits,
 *
 * <pre>
 *   1.  ternary(x) = (theta(x - t) + theta(x + t)) / 2, so
 *   2.  w ternary(x) = (w theta(x - t) + w theta(x + t)) / 2.
 * </pre>
 *
 * Accumulators are the sums: to halve them is up to what follows.
 *
 * @param weights one row per output, in the order of a vector's values
 */
public record PackedDense(PackedWeights weights) implements Product {
  @Override
  public <R> R accept(ProductVisitor<R> visitor) {
    return visitor.packedDense(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.common(inputs, this, EdgeKind.BITS, EdgeKind.BYTE, EdgeKind.FLOAT);
    Op.requireVector(this, weights.fanIn(), input);
    return new Edge(Op.kindOfSums(input), Shape.vector(weights.outputs()));
  }

  @Override
  public long reach(List<Edge> inputs, long[] reaches) {
    return reaches[0] * inputs.size() * weights.fanIn();
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
    return weights.named("dense");
  }
}
