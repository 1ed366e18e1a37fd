package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * The sum of two edges of one shape, value by value: accumulators stay integers, floats stay
 * floats.
 */
public final class Add implements Op {
  @Override
  public Edge infer(List<Edge> inputs) {
    if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
      throw new IllegalArgumentException(
          "a sum takes two inputs of one kind and shape, not " + inputs);
    }
    EdgeKind kind = inputs.get(0).kind();
    if (kind != EdgeKind.ACCUMULATOR && kind != EdgeKind.FLOAT) {
      throw new IllegalArgumentException("a sum does not take " + inputs.get(0));
    }
    return inputs.get(0);
  }

  @Override
  public String toString() {
    return "add";
  }
}
