package org.bnn4j.examples.experiments.training;

import java.util.Locale;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** Kinds of layers to be compared with each other. */
public enum Precision implements LayerKind {
  /** Weights and activations of -1 and +1. */
  BINARY {
    @Override
    public FeedForwardLayer.Builder<?> dense() {
      return new BinaryDense.Builder();
    }

    @Override
    public ConvolutionLayer.BaseConvBuilder<?> convolution(int kernel) {
      return new BinaryConv2D.Builder(kernel, kernel);
    }
  },

  /** Weights of -1, 0 and +1, scaled per layer, and activations of -1 and +1. */
  TERNARY {
    @Override
    public FeedForwardLayer.Builder<?> dense() {
      return new TernaryDense.Builder();
    }

    @Override
    public ConvolutionLayer.BaseConvBuilder<?> convolution(int kernel) {
      return new TernaryConv2D.Builder(kernel, kernel);
    }
  },

  /** Deeplearning4j's own layers: float32 weights and rectified linear units. */
  FLOAT {
    @Override
    public FeedForwardLayer.Builder<?> dense() {
      return new DenseLayer.Builder().hasBias(false);
    }

    @Override
    public ConvolutionLayer.BaseConvBuilder<?> convolution(int kernel) {
      return new ConvolutionLayer.Builder(kernel, kernel).hasBias(false);
    }

    @Override
    public Layer activation() {
      return new ActivationLayer(Activation.RELU);
    }
  },

  /**
   * Float32 weights, in convolutions on the native operation that this project's layers use, and
   * activations of -1 and +1: what is left of the binary network without its quantizer.
   */
  NATIVE_FLOAT {
    @Override
    public FeedForwardLayer.Builder<?> dense() {
      return FLOAT.dense();
    }

    @Override
    public ConvolutionLayer.BaseConvBuilder<?> convolution(int kernel) {
      return new UnquantizedConv2D.Builder(kernel);
    }
  };

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public Layer activation() {
    return new ActivationLayer(new SignSTE());
  }
}
