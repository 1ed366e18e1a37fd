package org.bnn4j.layers.geometry;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * The angle between a random vector and what quantization makes of it, where its n components are
 * independent and normal with mean 0.
 *
 * <p>Binary, with c the cosine: {@code E c = sqrt(n / pi) Gamma(n / 2) / Gamma((n + 1) / 2)} and
 * {@code E c^2 = 2 / pi + (1 - 2 / pi) / n}; the limit is arccos(sqrt(2 / pi)), 37.07 degrees
 * (Anderson and Berg 2018). Mean and deviation of the angle follow from these by the delta method,
 * to the second and first order: for n of 10 and more within 0.1 degrees.
 *
 * @param cosine mean of the cosine
 * @param mean mean of the angle, degrees
 * @param sd standard deviation of the angle, degrees
 */
public record AngleTheory(double cosine, double mean, double sd) {

  /**
   * What the deviation of the angle to the signs comes to for large n, times the square root of n:
   * {@code sqrt((1 - 3 / pi) / (1 - 2 / pi))}, in degrees.
   */
  public static final double SPREAD =
      Math.toDegrees(Math.sqrt((1 - 3 / Math.PI) / (1 - 2 / Math.PI)));

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** From here on the series' error, below 1 / (97 n^4), is less than that of logarithms. */
  private static final double LARGE = 200;

  /**
   * The angle to the vector of signs.
   *
   * @param fanIn n, at least 1
   * @throws IllegalArgumentException if it is less
   */
  public static AngleTheory binary(long fanIn) {
    if (fanIn < 1) {
      throw new IllegalArgumentException("fan-in must be at least 1, got " + fanIn);
    } else if (fanIn == 1) {
      return new AngleTheory(1, 0, 0);
    }
    double n = fanIn;
    double cosine = Math.sqrt(2 / Math.PI) / halfStep(n);
    double variance = Math.max(0, 2 / Math.PI + (1 - 2 / Math.PI) / n - cosine * cosine);
    double sine = Math.sqrt(1 - cosine * cosine);
    double curvature = cosine / (sine * sine * sine);
    double mean = Math.acos(cosine) - curvature * variance / 2;
    return new AngleTheory(
        cosine, Math.toDegrees(mean), Math.toDegrees(Math.sqrt(variance) / sine));
  }

  /** {@code Gamma((n + 1) / 2) / Gamma(n / 2) / sqrt(n / 2)}. */
  private static double halfStep(double n) {
    if (n < LARGE) {
      return Math.exp(Gamma.logGamma((n + 1) / 2) - Gamma.logGamma(n / 2)) / Math.sqrt(n / 2);
    }
    // The logarithms are large and nearly equal; the asymptotic series is not (Abramowitz and
    // Stegun 1964, 6.1.47).
    return 1 - 1 / (4 * n) + 1 / (32 * n * n) + 5 / (128 * n * n * n);
  }

  /**
   * The angle, in the limit of many components, to the vector of -1, 0 and +1 that is 0 for
   * magnitudes up to a threshold t: {@code cos = 2 phi(tau) / sqrt(2 Q(tau))} with {@code tau = t /
   * sigma}. It is smallest, 25.86 degrees, at tau = 0.612, where 46% are 0.
   *
   * @param tau the threshold in standard deviations, 0 or more
   * @return degrees
   */
  public static double ternaryLimit(double tau) {
    return Math.toDegrees(
        Math.acos(2 * NORMAL.density(tau) / Math.sqrt(2 * NORMAL.cumulativeProbability(-tau))));
  }

  /** The share of zeros that this threshold makes, {@code 1 - 2 Q(tau)}. */
  public static double zeros(double tau) {
    return 1 - 2 * NORMAL.cumulativeProbability(-tau);
  }

  /** The threshold, in standard deviations, that makes this share of zeros, 0 to below 1. */
  static double threshold(double zeros) {
    return NORMAL.inverseCumulativeProbability((1 + zeros) / 2);
  }
}
