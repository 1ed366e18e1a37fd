package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The angles between the weights of each output before and after quantization, in degrees.
 *
 * @param filters outputs that have an angle: neither of the two is zero throughout
 * @param mean mean angle
 * @param sd standard deviation among the outputs; 0 for one
 * @param median median angle
 * @param theory what to expect of independent normal weights: for ternary ones the mean in the
 *     limit of large fan-in, with their share of zeros, without a deviation
 * @param zScore how many standard errors the mean lies from the theory's, where it has a deviation
 * @param distribution the angle that the magnitudes of all weights together lead to, {@code
 *     arccos(mean |w| / rms w)}
 * @param histogram the angles
 */
public record AngleStatistics(
    long filters,
    double mean,
    double sd,
    double median,
    AngleTheory theory,
    OptionalDouble zScore,
    double distribution,
    Histogram histogram) {

  private static final int MOST_INTERVALS = 40;

  /** Statistics of a layer; none if no output has an angle. */
  static Optional<AngleStatistics> of(WeightRows weights) {
    Collector collector = new Collector();
    weights.forEach(collector::add);
    return collector.result(weights.fanIn());
  }

  /**
   * The angle between two vectors.
   *
   * @return degrees, 0 to 180; NaN if one of them is zero or not finite
   */
  static double degrees(double[] one, double[] other) {
    double dot = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
      ones += one[i] * one[i];
      others += other[i] * other[i];
    }
    double cosine = dot / Math.sqrt(ones) / Math.sqrt(others);
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }

  private static final class Collector {
    private final List<Double> angles = new ArrayList<>();
    private double magnitudes;
    private double squares;
    private long zeros;
    private long count;

    void add(double[] continuous, double[] quantized) {
      double angle = degrees(continuous, quantized);
      if (Double.isNaN(angle)) {
        return;
      }
      angles.add(angle);
      for (int i = 0; i < continuous.length; i++) {
        magnitudes += Math.abs(continuous[i]);
        squares += continuous[i] * continuous[i];
        zeros += quantized[i] == 0 ? 1 : 0;
      }
      count += continuous.length;
    }

    Optional<AngleStatistics> result(long fanIn) {
      if (angles.isEmpty()) {
        return Optional.empty();
      }
      double[] all = angles.stream().mapToDouble(Double::doubleValue).toArray();
      double mean = StatUtils.mean(all);
      double sd = all.length == 1 ? 0 : Math.sqrt(StatUtils.variance(all));
      AngleTheory theory = theory(fanIn);
      OptionalDouble z =
          theory.sd() > 0
              ? OptionalDouble.of((mean - theory.mean()) / theory.sd() * Math.sqrt(all.length))
              : OptionalDouble.empty();
      double rms = Math.sqrt(squares / count);
      double distribution = Math.toDegrees(Math.acos(Math.min(1, magnitudes / count / rms)));
      int intervals = (int) Math.min(MOST_INTERVALS, Math.ceil(2 * Math.cbrt(all.length))); // Rice
      var counter = new Histogram.Counter(StatUtils.min(all), StatUtils.max(all), intervals);
      angles.forEach(counter::add);
      return Optional.of(
          new AngleStatistics(
              all.length,
              mean,
              sd,
              StatUtils.percentile(all, 50),
              theory,
              z,
              distribution,
              counter.result()));
    }

    private AngleTheory theory(long fanIn) {
      if (zeros == 0) {
        return AngleTheory.binary(fanIn);
      }
      double degrees = AngleTheory.ternaryLimit(AngleTheory.threshold((double) zeros / count));
      return new AngleTheory(Math.cos(Math.toRadians(degrees)), degrees, 0);
    }
  }
}
