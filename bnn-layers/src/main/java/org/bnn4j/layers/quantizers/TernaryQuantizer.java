package org.bnn4j.layers.quantizers;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Ternary weights: the sign of latent weights above a threshold, 0 below it, and a scale.
 *
 * <p>Forward: {@code q(w) = a * T(w)} with the level {@code T(w) = sign(w) if |w| > t, else 0}. By
 * default {@code t = 0.7 * mean |w|} over all weights and {@code a = mean |w|} over the weights
 * with {@code |w| > t}. Sums and comparisons are made in double precision.
 *
 * <p>Gradient: {@code dq/dw = 1}, straight through: the gradient with respect to {@code a * T(w)}
 * is applied unchanged to w.
 *
 * <p>Arguments, each with a method that returns a changed copy:
 *
 * <ul>
 *   <li>{@code thresholdFactor}, 0.7: the factor before the mean;
 *   <li>{@code fixedThreshold}, none: a threshold to use in place of factor times mean;
 *   <li>{@code scaled}, true: whether there is a scale a; without it every scale is 1;
 *   <li>{@code perOutput}, false: whether t and a are taken over each output's weights alone. The
 *       default takes both over the whole layer as the paper does: one number a layer then folds
 *       into whatever follows, and an output whose weights are all small stays mostly zero.
 * </ul>
 *
 * <p>Degenerate cases: where no weight is above the threshold (all weights zero, for instance), the
 * levels are 0 and the scale is 1. A NaN weight has level 0 and makes the scale 1; without a fixed
 * threshold it makes the mean NaN, hence all levels that share the mean 0.
 *
 * @see <a href="https://arxiv.org/abs/1605.04711">Li, Zhang and Liu 2016, Ternary Weight
 *     Networks</a>
 */
public final class TernaryQuantizer implements WeightQuantizer {

  private static final long serialVersionUID = 1L;

  private double thresholdFactor = 0.7;
  private Double fixedThreshold;
  private boolean scaled = true;
  private boolean perOutput;

  /** The paper's: threshold 0.7 times the mean, with a scale, both over the whole layer. */
  public TernaryQuantizer() {}

  private TernaryQuantizer(TernaryQuantizer other) {
    thresholdFactor = other.thresholdFactor;
    fixedThreshold = other.fixedThreshold;
    scaled = other.scaled;
    perOutput = other.perOutput;
  }

  /**
   * Sets the factor before the mean, and drops a fixed threshold.
   *
   * @param factor finite, at least 0; at 0 only weights that are exactly 0 have level 0
   * @throws IllegalArgumentException if the factor is out of range
   */
  public TernaryQuantizer thresholdFactor(double factor) {
    TernaryQuantizer copy = new TernaryQuantizer(this);
    copy.thresholdFactor = QuantizerChecks.requireNotNegative("thresholdFactor", factor);
    copy.fixedThreshold = null;
    return copy;
  }

  /**
   * Sets a threshold that does not follow the weights.
   *
   * @param threshold finite, at least 0; with the usual latent clip, below 1
   * @throws IllegalArgumentException if the threshold is out of range
   */
  public TernaryQuantizer fixedThreshold(double threshold) {
    TernaryQuantizer copy = new TernaryQuantizer(this);
    copy.fixedThreshold = QuantizerChecks.requireNotNegative("fixedThreshold", threshold);
    return copy;
  }

  /** Sets whether outputs are scaled by the mean magnitude of the weights above the threshold. */
  public TernaryQuantizer scaled(boolean on) {
    TernaryQuantizer copy = new TernaryQuantizer(this);
    copy.scaled = on;
    return copy;
  }

  /** Sets whether threshold and scale are taken per output; if not, over the whole layer. */
  public TernaryQuantizer perOutput(boolean on) {
    TernaryQuantizer copy = new TernaryQuantizer(this);
    copy.perOutput = on;
    return copy;
  }

  @Override
  public WeightPrecision precision() {
    return WeightPrecision.TERNARY;
  }

  @Override
  public boolean scaled() {
    return scaled;
  }

  @Override
  public void quantize(INDArray latent, INDArray levels) {
    LatentMatrix.requirePair(latent, levels);
    Ternary.quantize(latent, levels, thresholds(latent));
  }

  private double[] thresholds(INDArray latent) {
    double[] thresholds = new double[(int) latent.size(0)];
    if (fixedThreshold != null) {
      Arrays.fill(thresholds, fixedThreshold);
      return thresholds;
    }
    Magnitudes all = Magnitudes.ofAll(latent);
    double shared = all.mean();
    for (int row = 0; row < thresholds.length; row++) {
      thresholds[row] = thresholdFactor * (perOutput ? all.mean(row) : shared);
    }
    return thresholds;
  }

  @Override
  public void scales(INDArray latent, INDArray levels, INDArray scales) {
    LatentMatrix.requirePair(latent, levels);
    LatentMatrix.requireScales(levels, scales);
    if (!scaled) {
      scales.assign(1);
      return;
    }
    Magnitudes used = Magnitudes.ofNonzero(latent, levels);
    double shared = used.mean();
    for (int row = 0; row < scales.length(); row++) {
      double mean = perOutput ? used.mean(row) : shared;
      scales.putScalar(row, Double.isNaN(mean) ? 1 : mean);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TernaryQuantizer that
        && Double.compare(thresholdFactor, that.thresholdFactor) == 0
        && Objects.equals(fixedThreshold, that.fixedThreshold)
        && scaled == that.scaled
        && perOutput == that.perOutput;
  }

  @Override
  public int hashCode() {
    return Objects.hash(thresholdFactor, fixedThreshold, scaled, perOutput);
  }

  @Override
  public String toString() {
    String threshold =
        fixedThreshold == null
            ? "thresholdFactor=" + thresholdFactor
            : "fixedThreshold=" + fixedThreshold;
    return "TernaryQuantizer("
        + threshold
        + ", scaled="
        + scaled
        + ", perOutput="
        + perOutput
        + ")";
  }
}
