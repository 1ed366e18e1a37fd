package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * The product with weights left in float. Bits count as -1 and +1, bytes and accumulators as their
 * value.
 */
public final class FloatDense implements Op {
  private final int outputs;
  private final int fanIn;
  private final float[] weights;

  /**
   * Takes the weights over without copying them.
   *
   * @param weights {@code fanIn * outputs} finite weights, input by input: {@code weights[input *
   *     outputs + output]}
   * @throws IllegalArgumentException if their number is another, or one is not finite
   */
  public FloatDense(int outputs, int fanIn, float[] weights) {
    if (outputs < 1 || fanIn < 1 || (long) outputs * fanIn != weights.length) {
      throw new IllegalArgumentException(
          outputs + " x " + fanIn + " weights, but " + weights.length + " values");
    }
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw new IllegalArgumentException("weight " + i + " is " + weights[i]);
      }
    }
    this.outputs = outputs;
    this.fanIn = fanIn;
    this.weights = weights;
  }

  /** Number of outputs. */
  public int outputs() {
    return outputs;
  }

  /** Inputs of one output. */
  public int fanIn() {
    return fanIn;
  }

  /** All weights, input by input; not a copy, and never written. */
  public float[] weights() {
    return weights;
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.values());
    Op.requireSize(this, fanIn, input.size());
    return new Edge(EdgeKind.FLOAT, Shape.vector(outputs));
  }

  @Override
  public String toString() {
    return "float dense " + outputs + " x " + fanIn;
  }
}
