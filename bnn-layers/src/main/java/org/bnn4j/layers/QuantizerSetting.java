package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;

/** Which quantizers a layer takes. */
final class QuantizerSetting {

  private QuantizerSetting() {}

  /**
   * Refuses a quantizer of other levels than the layer is named for.
   *
   * @throws DL4JInvalidConfigException if it is null or its precision another
   */
  static void require(WeightQuantizer quantizer, WeightPrecision precision, String layerName) {
    if (quantizer == null || quantizer.precision() != precision) {
      throw new DL4JInvalidConfigException(
          "the layer takes quantizers of precision %s, got %s%s (layer name: %s)"
              .formatted(
                  precision,
                  quantizer,
                  quantizer == null ? "" : " of precision " + quantizer.precision(),
                  layerName));
    }
  }

  /**
   * Refuses quantizers with trained numbers, for layers that have no place for them.
   *
   * @throws DL4JInvalidConfigException if the quantizer is one
   */
  static void requireNothingLearned(WeightQuantizer quantizer, String layerName) {
    if (quantizer instanceof LearnedScales) {
      throw new DL4JInvalidConfigException(
          "the layer takes no quantizer with trained scales, got %s (layer name: %s)"
              .formatted(quantizer, layerName));
    }
  }
}
