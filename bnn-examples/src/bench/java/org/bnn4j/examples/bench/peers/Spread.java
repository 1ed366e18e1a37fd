package org.bnn4j.examples.bench.peers;

import java.util.Arrays;
import java.util.List;

/**
 * Some measurements of one thing.
 *
 * @param median the lower one of two
 * @param least of all
 * @param most of all
 */
record Spread(double median, double least, double most) {
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /** Median, least, most. */
  List<Double> values() {
    return List.of(median, least, most);
  }

  /** What the values of a round are of another thing's in the same round. */
  static Spread ofRatios(double[] values, double[] others) {
    double[] ratios = new double[values.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / others[i];
    }
    return of(ratios);
  }
}
