package org.bnn4j.examples.experiments.training;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What a network's weights and activations are; each kind makes the layers of the same shapes. */
public interface LayerKind {
  /** Its name for people. */
  String label();

  /** A dense layer without a bias. */
  FeedForwardLayer.Builder<?> dense();

  /** A convolution without a bias. */
  ConvolutionLayer.BaseConvBuilder<?> convolution(int kernel);

  /** What makes activations of normalized sums. */
  Layer activation();
}
