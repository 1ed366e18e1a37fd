package org.bnn4j.layers.export;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer to translate.
 *
 * @param conf its configuration
 * @param layer its parameters and arithmetic
 * @param ref the layer, as messages name it
 */
record TrainedLayer<L extends Layer>(L conf, org.deeplearning4j.nn.api.Layer layer, LayerRef ref) {
  String name() {
    return ref.name();
  }

  /** A parameter, or null if the layer has none with this key. */
  INDArray parameter(String key) {
    return layer.getParam(key);
  }

  /**
   * A parameter of one number for each channel.
   *
   * @param input what the layer is fed
   * @throws ExportException if it has another number of channels, or a number is not finite
   */
  float[] perChannel(String key, Value input) {
    INDArray numbers = parameter(key);
    int channels = input.shape().channels();
    if (numbers.length() != channels) {
      throw ref.refuse(
          "it is fed " + channels + " channels, and has numbers for " + numbers.length());
    }
    return Parameters.read(numbers, "a " + key, ref);
  }
}
