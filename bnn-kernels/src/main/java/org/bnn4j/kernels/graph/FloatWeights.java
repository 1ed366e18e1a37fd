package org.bnn4j.kernels.graph;

/** Weights left in float. */
public final class FloatWeights {
  private final int outputs;
  private final int fanIn;
  private final float[] values;

  /**
   * Takes the weights over without copying them.
   *
   * @param values {@code fanIn * outputs} finite weights, input by input: {@code values[input *
   *     outputs + output]}
   * @throws IllegalArgumentException if their number is another, or one is not finite
   */
  public FloatWeights(int outputs, int fanIn, float[] values) {
    if (outputs < 1 || fanIn < 1 || (long) outputs * fanIn != values.length) {
      throw new IllegalArgumentException(
          outputs + " x " + fanIn + " weights, but " + values.length + " values");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException("weight " + i + " is " + values[i]);
      }
    }
    this.outputs = outputs;
    this.fanIn = fanIn;
    this.values = values;
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
  public float[] values() {
    return values;
  }

  /** The weight of one output and input. */
  public float get(int output, int input) {
    return values[input * outputs + output];
  }

  @Override
  public String toString() {
    return outputs + " x " + fanIn;
  }
}
