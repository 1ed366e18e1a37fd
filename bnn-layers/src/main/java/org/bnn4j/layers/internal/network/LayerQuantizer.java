package org.bnn4j.layers.internal.network;

import java.util.Optional;
import org.bnn4j.layers.QuantizedLayer;
import org.bnn4j.layers.internal.weights.QuantizedParameters;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What the weights of a layer go through: the one place that knows both ways to quantize them. */
public final class LayerQuantizer {
  private LayerQuantizer() {}

  /**
   * The quantizer of a layer of ours, or of the QuantizedWeights on one of Deeplearning4j's.
   *
   * @param key of the weights among the layer's parameters
   * @return nothing for weights that are floats
   */
  public static Optional<WeightQuantizer> of(Layer conf, String key) {
    if (conf instanceof QuantizedLayer layer) {
      return Optional.of(layer.quantizer());
    }
    return conf instanceof BaseLayer base
            && base.getWeightNoise() instanceof QuantizedParameters weights
            && weights.quantizes(key)
        ? Optional.of(weights.quantizer())
        : Optional.empty();
  }
}
