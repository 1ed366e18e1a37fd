package org.bnn4j.layers.geometry;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The shape of the distribution of a layer's weights before quantization.
 *
 * @param mean mean
 * @param sd standard deviation
 * @param kurtosis fourth central moment over the squared variance: 3 for a normal distribution, 1.8
 *     for a uniform one, 6 for Laplace's; 0 if all are equal
 * @param saturated share of the magnitudes at 0.999 of the clip or above; 0 without a clip
 * @param small share of the magnitudes below a tenth of the standard deviation
 * @param duplicates outputs whose signs are those of an output before them, all of them
 * @param histogram the weights, within four standard deviations around zero and farther ones at the
 *     ends
 */
public record LatentStatistics(
    double mean,
    double sd,
    double kurtosis,
    double saturated,
    double small,
    long duplicates,
    Histogram histogram) {

  private static final int INTERVALS = 80;
  private static final double AT_CLIP = 0.999;
  private static final double SMALL = 0.1;

  /**
   * Statistics of a layer.
   *
   * @param clip the bound of the weights, 0 if there is none
   */
  static LatentStatistics of(WeightRows weights, double clip) {
    Moments moments = new Moments();
    weights.forEach((continuous, quantized) -> moments.add(continuous));
    double mean = moments.mean();
    Central central = new Central(mean);
    weights.forEach((continuous, quantized) -> central.add(continuous));
    double sd = Math.sqrt(central.variance());
    double range = sd > 0 ? 4 * sd : 1;
    Shares shares = new Shares(clip, sd, new Histogram.Counter(-range, range, INTERVALS));
    weights.forEach((continuous, quantized) -> shares.add(continuous));
    double count = (double) weights.outputs() * weights.fanIn();
    return new LatentStatistics(
        mean,
        sd,
        central.kurtosis(),
        shares.saturated / count,
        shares.small / count,
        shares.duplicates,
        shares.histogram.result());
  }

  private static final class Moments {
    private double sum;
    private long count;

    void add(double[] row) {
      for (double weight : row) {
        sum += weight;
      }
      count += row.length;
    }

    double mean() {
      return sum / count;
    }
  }

  private static final class Central {
    private final double mean;
    private double squares;
    private double fourths;
    private long count;

    Central(double mean) {
      this.mean = mean;
    }

    void add(double[] row) {
      for (double weight : row) {
        double square = (weight - mean) * (weight - mean);
        squares += square;
        fourths += square * square;
      }
      count += row.length;
    }

    double variance() {
      return squares / count;
    }

    double kurtosis() {
      return squares > 0 ? fourths / count / variance() / variance() : 0;
    }
  }

  private static final class Shares {
    private final double clip;
    private final double sd;
    private final Histogram.Counter histogram;
    private final Set<BitSet> signs = new HashSet<>();
    private long saturated;
    private long small;
    private long duplicates;

    Shares(double clip, double sd, Histogram.Counter histogram) {
      this.clip = clip;
      this.sd = sd;
      this.histogram = histogram;
    }

    void add(double[] row) {
      BitSet positive = new BitSet(row.length);
      for (int i = 0; i < row.length; i++) {
        double magnitude = Math.abs(row[i]);
        saturated += clip > 0 && magnitude >= AT_CLIP * clip ? 1 : 0;
        small += magnitude < SMALL * sd ? 1 : 0;
        positive.set(i, row[i] > 0);
        histogram.add(row[i]);
      }
      duplicates += signs.add(positive) ? 0 : 1;
    }
  }
}
