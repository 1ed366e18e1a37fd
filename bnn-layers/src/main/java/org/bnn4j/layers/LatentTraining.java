package org.bnn4j.layers;

import java.util.List;
import java.util.function.Supplier;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.updaters.Bop;
import org.bnn4j.layers.updaters.LatentUpdater;
import org.bnn4j.layers.updaters.LatentWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * What becomes of a layer's updater and regularization where they meet latent weights.
 *
 * <p>A layer is asked what its weights are only if its updater needs to know.
 */
final class LatentTraining {

  private LatentTraining() {}

  /** Returns the updater of a parameter, the layer's or one for latent weights. */
  static IUpdater updater(
      IUpdater configured, FeedForwardLayer layer, String param, Supplier<LatentWeights> weights) {
    return configured instanceof LatentUpdater latent && isLatent(layer, param)
        ? latent.forLatents(weights.get())
        : configured;
  }

  /** Returns the regularization of a parameter, the layer's or one for latent weights. */
  static List<Regularization> regularization(
      List<Regularization> configured,
      FeedForwardLayer layer,
      String param,
      Supplier<LatentWeights> weights) {
    return layer.getIUpdater() instanceof LatentUpdater latent && isLatent(layer, param)
        ? latent.regularization(weights.get(), configured)
        : configured;
  }

  private static boolean isLatent(FeedForwardLayer layer, String param) {
    return layer.initializer().isWeightParam(layer, param);
  }

  private static boolean regularized(FeedForwardLayer layer) {
    return layer.getRegularization() != null && !layer.getRegularization().isEmpty();
  }

  /**
   * Refuses what {@link Bop} cannot train.
   *
   * @throws DL4JInvalidConfigException if a Bop without another updater meets ternary weights or a
   *     bias, or any Bop meets weights of several bits or regularized binary weights
   */
  static void requireApplicable(
      FeedForwardLayer layer, int index, Supplier<WeightQuantizer> quantizer) {
    String problem = null;
    if (layer.getIUpdater() instanceof Bop bop) {
      boolean binary = quantizer.get().precision() == WeightPrecision.BINARY;
      if (binary && quantizer.get().planes() > 1) {
        problem =
            "Bop flips weights of one bit, and these have "
                + quantizer.get().planes()
                + ": set another updater";
      } else if (!binary && !bop.trainsOthers()) {
        problem =
            "Bop trains binary weights, and these are ternary: set another updater, or say what"
                + " trains the rest, as in new Bop().otherwise(new Adam(0.01))";
      } else if (binary && regularized(layer)) {
        problem =
            "Bop's weights are -1 and +1; remove what regularizes magnitudes, "
                + layer.getRegularization();
      }
    }
    for (String bias : layer.initializer().biasKeys(layer)) {
      if (problem == null
          && layer.getUpdaterByParam(bias) instanceof Bop bop
          && !bop.trainsOthers()) {
        problem =
            "Bop trains binary weights, and here is a bias or a trained scale as well: set a"
                + " biasUpdater, or say what trains the rest, as in new Bop().otherwise(new Adam(0.01))";
      }
    }
    if (problem != null) {
      throw new DL4JInvalidConfigException(
          "%s (index=%d, name=%s): %s"
              .formatted(layer.getClass().getSimpleName(), index, layer.getLayerName(), problem));
    }
  }
}
