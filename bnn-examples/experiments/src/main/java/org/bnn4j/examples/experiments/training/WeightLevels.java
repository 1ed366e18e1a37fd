package org.bnn4j.examples.experiments.training;

import org.bnn4j.layers.quantizers.ApproxSign;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.quantizers.MagnitudeAwareSignQuantizer;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.StochasticSignQuantizer;
import org.bnn4j.layers.quantizers.SwishSign;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;

/** The quantizers of weights that can be chosen by name. */
enum WeightLevels {
  SIGN("binary", new SignQuantizer()),
  APPROX_SIGN("binary, gradient of ApproxSign", new SignQuantizer(new ApproxSign())),
  SWISH_SIGN("binary, gradient of SwishSign", new SignQuantizer(new SwishSign())),
  MAGNITUDE_AWARE("binary, scaled per output as in XNOR-Net", new MagnitudeAwareSignQuantizer()),
  STOCHASTIC("binary, drawn at random in training", new StochasticSignQuantizer()),
  DOREFA2("two bits as in DoReFa-Net", new DoReFaQuantizer(2)),
  TWN("ternary, Ternary Weight Networks' threshold and scale", new TernaryQuantizer()),
  TERNARY("ternary without a scale", new TernaryQuantizer().scaled(false)),
  TTQ("ternary with trained scales", new TrainedTernaryQuantizer());

  private final String label;
  private final WeightQuantizer quantizer;

  WeightLevels(String label, WeightQuantizer quantizer) {
    this.label = label;
    this.quantizer = quantizer;
  }

  String label() {
    return label;
  }

  WeightQuantizer quantizer() {
    return quantizer;
  }

  boolean isTernary() {
    return quantizer.precision() == WeightPrecision.TERNARY;
  }
}
