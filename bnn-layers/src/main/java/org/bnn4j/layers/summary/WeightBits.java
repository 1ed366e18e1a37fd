package org.bnn4j.layers.summary;

import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Decides how many bits the weights of a layer have. */
final class WeightBits {
  private WeightBits() {}

  /**
   * Bits of a weight.
   *
   * @param key of the weights among the layer's parameters
   */
  static int of(Layer conf, String key) {
    if (conf instanceof QuantizedDense dense) {
      return of(dense.quantizer());
    } else if (conf instanceof QuantizedConv2D convolution) {
      return of(convolution.quantizer());
    } else if (conf instanceof BaseLayer base
        && base.getWeightNoise() instanceof QuantizedWeights weights
        && weights.quantizes(key)) {
      return of(weights.quantizer());
    }
    return 32;
  }

  /** Every plane has bits of its own. */
  private static int of(WeightQuantizer quantizer) {
    return quantizer.planes()
        * switch (quantizer.precision()) {
          case BINARY -> 1;
          case TERNARY -> 2;
        };
  }
}
