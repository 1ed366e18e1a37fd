package org.bnn4j.layers;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** What the settings of a convolution must keep to. */
final class ConvLimits {

  private ConvLimits() {}

  /** Returns the setting for both dimensions, of which one number may have been given. */
  static int[] requirePair(String what, int[] values, int least, String layerName) {
    boolean valid =
        values != null
            && (values.length == 1 || values.length == 2)
            && Arrays.stream(values).allMatch(value -> value >= least);
    if (!valid) {
      throw invalid(
          "%s must be one or two numbers of at least %d, got %s"
              .formatted(what, least, Arrays.toString(values)),
          layerName);
    }
    return new int[] {values[0], values[values.length - 1]};
  }

  static void requirePadValue(int value, String layerName) {
    if (value < -1 || value > 1) {
      throw invalid("padValue must be -1, 0 or +1, got " + value, layerName);
    }
  }

  /** Refuses a mode, unless there is none yet, that the layer or its padding does not go with. */
  static void requireMode(ConvolutionMode mode, int[] padding, String layerName) {
    if (mode == ConvolutionMode.Causal) {
      throw invalid("convolutionMode Causal is for sequences, not for images", layerName);
    }
    if (mode == ConvolutionMode.Same && (padding[0] != 0 || padding[1] != 0)) {
      throw invalid(
          "convolutionMode Same sets the padding itself, got padding " + Arrays.toString(padding),
          layerName);
    }
  }

  static void requireDepthMultiplier(int value, String layerName) {
    if (value < 1) {
      throw invalid("depthMultiplier must be at least 1, got " + value, layerName);
    }
  }

  private static DL4JInvalidConfigException invalid(String problem, String layerName) {
    return new DL4JInvalidConfigException(problem + " (layer name: " + layerName + ")");
  }
}
