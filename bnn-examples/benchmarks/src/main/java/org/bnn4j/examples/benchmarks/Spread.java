package org.bnn4j.examples.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * Some measurements of one thing.
 *
 * @param median between the middle two of an even number
 * @param least of all
 * @param most of all
 */
public record Spread(double median, double least, double most) {
  /** Of some values, one at least. */
  public static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Spread((sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[0], sorted[last]);
  }

  /** Median, least, most. */
  public List<Double> values() {
    return List.of(median, least, most);
  }

  /** What the values of a round are of another thing's in the same round. */
  public static Spread ofRatios(double[] values, double[] others) {
    double[] ratios = new double[values.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / others[i];
    }
    return of(ratios);
  }
}
