package org.bnn4j.layers.conversion;

import java.util.Optional;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/** Replaces activations of layers by the sign. */
final class Signs {

  private Signs() {}

  /** Says why a layer cannot end in a sign, as the end of a sentence about it; empty if it can. */
  static Optional<String> obstacle(Layer conf) {
    IActivation present;
    if (conf instanceof ActivationLayer layer) {
      present = layer.getActivationFn();
    } else if (conf instanceof DenseLayer
        || conf instanceof ConvolutionLayer
        || conf instanceof QuantizedDense) {
      present = ((BaseLayer) conf).getActivationFn();
    } else {
      return Optional.of(
          "has no activation that could become the sign: only ActivationLayer, dense layers and"
              + " convolutions have");
    }
    return present instanceof SignSTE ? Optional.of("has the sign already") : Optional.empty();
  }

  /** Replaces the activation of a layer that has one. */
  static Layer set(Layer conf) {
    if (conf instanceof ActivationLayer layer) {
      layer.setActivationFn(new SignSTE());
    } else {
      ((BaseLayer) conf).setActivationFn(new SignSTE());
    }
    return conf;
  }
}
