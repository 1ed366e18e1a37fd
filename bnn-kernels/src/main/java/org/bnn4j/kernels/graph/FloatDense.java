package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * The product with weights left in float. Bits count as -1 and +1, bytes and accumulators as their
 * value.
 *
 * @param weights in the order of the inputs
 */
public record FloatDense(FloatWeights weights) implements Product {
  @Override
  public <R> R accept(ProductVisitor<R> visitor) {
    return visitor.floatDense(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.values());
    Op.requireVector(this, weights.fanIn(), input);
    return new Edge(EdgeKind.FLOAT, Shape.vector(weights.outputs()));
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
    return "float dense " + weights;
  }
}
