package org.bnn4j.examples.experiments.training;

import java.util.function.Supplier;
import org.bnn4j.layers.activations.DoReFaActivation;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.activations.StochasticSign;
import org.bnn4j.layers.activations.TernarySTE;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.quantizers.ApproxSign;
import org.bnn4j.layers.quantizers.SwishSign;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The quantized activations that can be chosen by name. */
enum ActivationLevels {
  SIGN("sign", () -> new ActivationLayer(new SignSTE())),
  APPROX_SIGN(
      "sign, gradient of ApproxSign", () -> new ActivationLayer(new SignSTE(new ApproxSign()))),
  SWISH_SIGN(
      "sign, gradient of SwishSign", () -> new ActivationLayer(new SignSTE(new SwishSign()))),
  STOCHASTIC("sign, drawn at random in training", () -> new ActivationLayer(new StochasticSign())),
  RSIGN("sign with trained shifts", () -> new RSign.Builder().build()),
  TERNARY("ternary", () -> new ActivationLayer(new TernarySTE())),
  DOREFA2("two bits as in DoReFa-Net", () -> new ActivationLayer(new DoReFaActivation(2)));

  private final String label;
  private final Supplier<Layer> layer;

  ActivationLevels(String label, Supplier<Layer> layer) {
    this.label = label;
    this.layer = layer;
  }

  String label() {
    return label;
  }

  Layer layer() {
    return layer.get();
  }
}
