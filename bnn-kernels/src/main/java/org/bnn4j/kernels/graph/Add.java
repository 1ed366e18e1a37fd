package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * The sum of edges of one shape, value by value, in order. Bits, bytes and accumulators give exact
 * accumulators; if a float is among them all count as floats.
 */
public final class Add implements Op {
  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.add(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException("a sum takes 2 inputs or more, not " + inputs.size());
    }
    Shape shape = inputs.get(0).shape();
    EdgeKind kind = EdgeKind.ACCUMULATOR;
    for (Edge input : inputs) {
      if (!input.shape().equals(shape)) {
        throw new IllegalArgumentException("a sum takes inputs of one shape, not " + inputs);
      }
      kind = input.kind() == EdgeKind.FLOAT ? EdgeKind.FLOAT : kind;
    }
    return new Edge(kind, shape);
  }

  @Override
  public long reach(List<Edge> inputs, long[] reaches) {
    long sum = 0;
    for (long reach : reaches) {
      sum += reach;
    }
    return sum;
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return "add";
  }
}
