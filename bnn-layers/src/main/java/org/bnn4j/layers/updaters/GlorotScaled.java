package org.bnn4j.layers.updaters;

import java.util.Objects;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * BinaryNet's learning rate of latent weights: another updater's, times a coefficient of each
 * layer's own.
 *
 * <p>The coefficient is {@code 1 / sqrt(1.5 / (fanIn + fanOut))}, the inverse of half the bound of
 * Glorot and Bengio's uniform initialization. Updaters that divide by the size of gradients (Adam
 * and its kin, RmsProp, AdaGrad) are given it once; {@link Sgd} and {@link Nesterovs}, whose
 * updates grow with the gradients, its square. Fan-in and fan-out are a dense layer's inputs and
 * outputs; for a convolution, kernel size times input and output channels (of a depthwise step:
 * times 1 and the depth multiplier), whatever its stride, as in the authors' code.
 *
 * <p>Other parameters, biases and batch normalizations among them, keep the updater's own rate, so
 * this can be set for a whole network:
 *
 * <pre>{@code
 * new NeuralNetConfiguration.Builder().updater(new GlorotScaled(new Adam(schedule)))
 * }</pre>
 *
 * <p>The learning rate that DL4J reports and sets is the updater's own, to which schedules apply
 * before the coefficient. A weight decay that follows the learning rate follows the scaled one.
 *
 * @see <a href="https://arxiv.org/abs/1511.00363">Courbariaux et al. 2015, BinaryConnect</a>
 */
public final class GlorotScaled extends LatentUpdater {

  private static final long serialVersionUID = 1L;

  private IUpdater updater;

  /** For JSON only. */
  private GlorotScaled() {}

  /**
   * Scales the learning rate of an updater.
   *
   * @throws DL4JInvalidConfigException if it has no learning rate, or is one for latent weights
   *     already
   */
  public GlorotScaled(IUpdater updater) {
    Objects.requireNonNull(updater, "updater");
    if (updater instanceof LatentUpdater || !updater.hasLearningRate()) {
      throw new DL4JInvalidConfigException(
          "GlorotScaled scales the learning rate of an updater such as Adam, got " + updater);
    }
    this.updater = updater;
  }

  /** Returns what the learning rate of such latent weights is multiplied by. */
  public double factor(LatentWeights weights) {
    double squared = (weights.fanIn() + weights.fanOut()) / 1.5;
    boolean proportional = updater instanceof Sgd || updater instanceof Nesterovs;
    return proportional ? squared : Math.sqrt(squared);
  }

  @Override
  public IUpdater forLatents(LatentWeights weights) {
    IUpdater scaled = updater.clone();
    scaled.setLrAndSchedule(Double.NaN, new ScaledRate(updater.clone(), factor(weights)));
    return scaled;
  }

  @Override
  IUpdater others() {
    return updater;
  }

  @Override
  public GlorotScaled clone() {
    return new GlorotScaled(updater.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GlorotScaled that && updater.equals(that.updater);
  }

  @Override
  public int hashCode() {
    return updater.hashCode();
  }

  @Override
  public String toString() {
    return "GlorotScaled(" + updater + ")";
  }
}
