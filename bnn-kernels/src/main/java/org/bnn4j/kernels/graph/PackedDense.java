package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * The product of every input with packed weights. Bits and bytes give exact accumulators, floats
 * give floats.
 *
 * @param weights one row per output, in the order of the inputs
 */
public record PackedDense(PackedWeights weights) implements Op {
  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.BITS, EdgeKind.BYTE, EdgeKind.FLOAT);
    Op.requireVector(this, weights.fanIn(), input);
    return new Edge(Op.kindOfSums(input), Shape.vector(weights.outputs()));
  }

  @Override
  public long reach(List<Edge> inputs, long[] reaches) {
    return weights.fanIn() * reaches[0];
  }

  @Override
  public String toString() {
    return weights.named("dense");
  }
}
