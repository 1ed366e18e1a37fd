package org.bnn4j.layers.updaters;

import java.util.List;
import java.util.Objects;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Bop, the binary optimizer: it has no latent weights, and flips binary ones.
 *
 * <p>{@code m = (1 - gamma) m + gamma g}, starting from 0, and then {@code w = -w} where {@code |m|
 * >= threshold} and {@code sign(m) = sign(w)}. Nothing flips where m is 0 or NaN. The average m is
 * the updater's state. A weight that is not yet -1 or +1 becomes so in the first step, by the sign
 * that its layer computes with (0 counts as -1); any weight initialization will do. A layer's clip
 * still applies, and below 1 takes the place of 1.
 *
 * <p>For the binary layers of a network, beside another updater for everything else:
 *
 * <pre>{@code
 * new NeuralNetConfiguration.Builder().updater(new Bop(1e-8, 1e-4).otherwise(new Adam(0.01)))
 * }</pre>
 *
 * <p>or for one layer, {@code new BinaryDense.Builder().updater(new Bop(1e-8, 1e-4))}. Without
 * {@link #otherwise} it is refused where there are parameters other than binary weights: by a
 * quantized layer with its name when the network is created, by others when training begins.
 *
 * <p>The gradient g is what DL4J hands to any updater: the mean over the minibatch (the sum with
 * {@code miniBatch(false)}), after gradient normalization or clipping. Its size depends on the loss
 * and the layers' widths, and so does a good threshold: too high, and nothing flips; too low, and
 * weights flip back and forth. As a guide, after the first steps about 1 weight in 1,000 flips in a
 * step, and ever fewer as gamma is decayed.
 *
 * <p>L1, L2 and weight decay pull on magnitudes, which these weights do not have: a layer that has
 * any is refused. Training in parallel must average parameters, which amounts to a vote on each
 * weight (a tie is -1); gradient sharing, which quantizes updates, does not work with it.
 *
 * @see <a href="https://arxiv.org/abs/1906.02107">Helwegen et al. 2019, Latent Weights Do Not
 *     Exist: Rethinking Binarized Neural Network Optimization</a>
 */
public final class Bop extends LatentUpdater {

  private static final long serialVersionUID = 1L;

  private double threshold;
  private ISchedule thresholdSchedule;
  private double gamma;
  private ISchedule gammaSchedule;
  private IUpdater otherwise;

  /** Threshold 1e-8 and gamma 1e-4: the paper's for its best result on CIFAR-10, there decayed. */
  public Bop() {
    this(1e-8, 1e-4);
  }

  /**
   * A fixed threshold and gamma.
   *
   * @param threshold finite and at least 0
   * @param gamma weight of the newest gradient in the average, above 0 and at most 1
   * @throws DL4JInvalidConfigException if one is out of range
   */
  public Bop(double threshold, double gamma) {
    this.threshold = requireThreshold(threshold, "");
    this.gamma = requireGamma(gamma, "");
  }

  private Bop(Bop other) {
    threshold = other.threshold;
    thresholdSchedule = other.thresholdSchedule == null ? null : other.thresholdSchedule.clone();
    gamma = other.gamma;
    gammaSchedule = other.gammaSchedule == null ? null : other.gammaSchedule.clone();
    otherwise = other.otherwise == null ? null : other.otherwise.clone();
  }

  /** Returns a copy whose threshold follows a schedule, in iterations or epochs. */
  public Bop threshold(ISchedule schedule) {
    Bop copy = clone();
    copy.thresholdSchedule = Objects.requireNonNull(schedule, "schedule");
    return copy;
  }

  /** Returns a copy whose gamma follows a schedule, in iterations or epochs. */
  public Bop gamma(ISchedule schedule) {
    Bop copy = clone();
    copy.gammaSchedule = Objects.requireNonNull(schedule, "schedule");
    return copy;
  }

  /**
   * Returns a copy that trains everything but binary weights with another updater: biases, batch
   * normalizations, layers of float and of ternary weights.
   *
   * @throws DL4JInvalidConfigException if it is a Bop as well
   */
  public Bop otherwise(IUpdater updater) {
    if (updater instanceof Bop) {
      throw new DL4JInvalidConfigException(
          "Bop trains binary weights alone, so it cannot train what is otherwise there: "
              + updater);
    }
    Bop copy = clone();
    copy.otherwise = Objects.requireNonNull(updater, "updater");
    return copy;
  }

  /** Says whether it has an updater for parameters other than binary weights. */
  public boolean trainsOthers() {
    return otherwise != null;
  }

  /**
   * Returns the threshold of a step.
   *
   * @throws DL4JInvalidConfigException if its schedule is out of range
   */
  public double threshold(int iteration, int epoch) {
    return thresholdSchedule == null
        ? threshold
        : requireThreshold(thresholdSchedule.valueAt(iteration, epoch), at(iteration, epoch));
  }

  /**
   * Returns the gamma of a step.
   *
   * @throws DL4JInvalidConfigException if its schedule is out of range
   */
  public double gamma(int iteration, int epoch) {
    return gammaSchedule == null
        ? gamma
        : requireGamma(gammaSchedule.valueAt(iteration, epoch), at(iteration, epoch));
  }

  private static String at(int iteration, int epoch) {
    return " at iteration " + iteration + ", epoch " + epoch;
  }

  private static double requireThreshold(double threshold, String when) {
    if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new DL4JInvalidConfigException(
          "Bop's threshold must be finite and at least 0, got " + threshold + when);
    }
    return threshold;
  }

  private static double requireGamma(double gamma, String when) {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new DL4JInvalidConfigException(
          "Bop's gamma must be above 0 and at most 1, got " + gamma + when);
    }
    return gamma;
  }

  @Override
  public IUpdater forLatents(LatentWeights weights) {
    if (weights.precision() == WeightPrecision.BINARY) {
      return new BopAverage(this);
    }
    return others() instanceof LatentUpdater latent ? latent.forLatents(weights) : others();
  }

  @Override
  public List<Regularization> regularization(
      LatentWeights weights, List<Regularization> configured) {
    return weights.precision() == WeightPrecision.BINARY ? List.of(new BopFlips(this)) : configured;
  }

  @Override
  IUpdater others() {
    if (otherwise == null) {
      throw new DL4JInvalidConfigException(
          "Bop trains the weights of binary layers, but here it is the updater of other parameters"
              + " too (batch normalization, biases or float weights): set it for binary layers"
              + " alone, or say what trains the rest, as in new Bop().otherwise(new Adam(0.01))");
    }
    return otherwise;
  }

  @Override
  public boolean hasLearningRate() {
    return otherwise != null && otherwise.hasLearningRate();
  }

  @Override
  public Bop clone() {
    return new Bop(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bop that
        && Double.compare(threshold, that.threshold) == 0
        && Objects.equals(thresholdSchedule, that.thresholdSchedule)
        && Double.compare(gamma, that.gamma) == 0
        && Objects.equals(gammaSchedule, that.gammaSchedule)
        && Objects.equals(otherwise, that.otherwise);
  }

  @Override
  public int hashCode() {
    return Objects.hash(threshold, thresholdSchedule, gamma, gammaSchedule, otherwise);
  }

  @Override
  public String toString() {
    return "Bop(threshold="
        + (thresholdSchedule == null ? threshold : thresholdSchedule)
        + ", gamma="
        + (gammaSchedule == null ? gamma : gammaSchedule)
        + (otherwise == null ? "" : ", otherwise=" + otherwise)
        + ")";
  }
}
