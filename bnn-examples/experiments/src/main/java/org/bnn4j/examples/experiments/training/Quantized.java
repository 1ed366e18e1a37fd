package org.bnn4j.examples.experiments.training;

import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.TernaryDense;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Quantized weights and activations. */
record Quantized(WeightLevels weights, ActivationLevels activations) implements LayerKind {
  @Override
  public String label() {
    return weights.label() + "; activations: " + activations.label();
  }

  @Override
  public FeedForwardLayer.Builder<?> dense() {
    return weights.isTernary()
        ? new TernaryDense.Builder().quantizer(weights.quantizer())
        : new BinaryDense.Builder().quantizer(weights.quantizer());
  }

  @Override
  public ConvolutionLayer.BaseConvBuilder<?> convolution(int kernel) {
    return weights.isTernary()
        ? new TernaryConv2D.Builder(kernel, kernel).quantizer(weights.quantizer())
        : new BinaryConv2D.Builder(kernel, kernel).quantizer(weights.quantizer());
  }

  @Override
  public Layer activation() {
    return activations.layer();
  }
}
