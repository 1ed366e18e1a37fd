package org.bnn4j.layers.summary;

import org.bnn4j.layers.internal.network.LayerQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
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
    return LayerQuantizer.of(conf, key).map(WeightBits::of).orElse(32);
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
