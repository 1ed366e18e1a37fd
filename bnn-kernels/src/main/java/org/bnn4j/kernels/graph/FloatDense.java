package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * The product with weights left in float. Bits count as -1 and +1, bytes and accumulators as their
 * value.
 *
 * @param outputs number of outputs
 * @param fanIn inputs of one output
 * @param weights {@code fanIn * outputs} finite weights, input by input: {@code weights[input *
 *     outputs + output]}
 */
public record FloatDense(int outputs, int fanIn, float[] weights) implements Op {
  /** Checks the number of weights and that they are finite. */
  public FloatDense {
    if (outputs < 1 || fanIn < 1 || (long) outputs * fanIn != weights.length) {
      throw new IllegalArgumentException(
          outputs + " x " + fanIn + " weights, but " + weights.length + " values");
    }
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw new IllegalArgumentException("weight " + i + " is " + weights[i]);
      }
    }
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, "a float dense product", EdgeKind.values());
    Op.requireSize("a float dense product of " + outputs + " x " + fanIn, fanIn, input.size());
    return new Edge(EdgeKind.FLOAT, Shape.vector(outputs));
  }
}
