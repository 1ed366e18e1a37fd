package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;

/** What the builders of ternary layers collect, made into a quantizer when the layer is built. */
final class TernarySettings {

  Double thresholdFactor;
  Double fixedThreshold;
  boolean scaled = true;
  boolean perOutput;

  /**
   * Makes the quantizer.
   *
   * @throws DL4JInvalidConfigException if a threshold is negative or not finite, or two are set
   */
  TernaryQuantizer quantizer(String layerName) {
    if (thresholdFactor != null && fixedThreshold != null) {
      throw invalid("thresholdFactor and fixedThreshold exclude each other", layerName, null);
    }
    TernaryQuantizer quantizer = new TernaryQuantizer().scaled(scaled).perOutput(perOutput);
    try {
      if (thresholdFactor != null) {
        return quantizer.thresholdFactor(thresholdFactor);
      }
      return fixedThreshold == null ? quantizer : quantizer.fixedThreshold(fixedThreshold);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage(), layerName, e);
    }
  }

  private static DL4JInvalidConfigException invalid(String what, String layer, Throwable cause) {
    return new DL4JInvalidConfigException(what + " (layer name: " + layer + ")", cause);
  }
}
