package org.bnn4j.layers.spark;

import java.io.Serializable;

/** The weighted sum of workers' networks after a round, whose weights add up to 1. */
final class Average implements Serializable {
  private static final long serialVersionUID = 1L;

  private float[] parameters;
  private float[] updater;
  private int iterations;
  private long examples;
  private double lossSum;

  /**
   * Adds a worker's network; takes over its arrays.
   *
   * @param share this worker's part of the round's examples
   * @param lossSum the sum over its examples
   * @return this
   */
  Average add(NetworkState state, float share, long examples, double lossSum) {
    scale(state.parameters(), share);
    scale(state.updater(), share);
    return add(state.parameters(), state.updater(), state.iterations(), examples, lossSum);
  }

  /** Adds the sum of other workers; takes over its arrays. */
  Average add(Average other) {
    return other.parameters == null
        ? this
        : add(other.parameters, other.updater, other.iterations, other.examples, other.lossSum);
  }

  private Average add(
      float[] parameters, float[] updater, int iterations, long examples, double lossSum) {
    this.parameters = sum(this.parameters, parameters);
    this.updater = sum(this.updater, updater);
    this.iterations = Math.max(this.iterations, iterations);
    this.examples += examples;
    this.lossSum += lossSum;
    return this;
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  private static float[] sum(float[] sum, float[] values) {
    if (sum == null) {
      return values;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
    return sum;
  }

  /** The mean network, if all workers have been added. */
  NetworkState state(int epochs) {
    return new NetworkState(parameters, updater, iterations, epochs);
  }

  /** Mean loss of an example, NaN if there was none. */
  double loss() {
    return lossSum / examples;
  }

  /** Examples that all workers have seen. */
  long examples() {
    return examples;
  }
}
