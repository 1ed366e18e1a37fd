package org.bnn4j.examples.training;

import java.util.Locale;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.SignSTE;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.TernaryDense;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** What a network's weights and activations are; each makes the layers of the same shapes. */
public enum Precision {
  /** Weights and activations of -1 and +1. */
  BINARY {
    @Override
    Layer dense(int outputs) {
      return new BinaryDense.Builder().nOut(outputs).build();
    }

    @Override
    Layer convolution(int outputs, int kernel) {
      return new BinaryConv2D.Builder(kernel, kernel)
          .nOut(outputs)
          .convolutionMode(ConvolutionMode.Same)
          .build();
    }

    @Override
    IActivation activation() {
      return new SignSTE();
    }
  },

  /** Weights of -1, 0 and +1, scaled per layer, and activations of -1 and +1. */
  TERNARY {
    @Override
    Layer dense(int outputs) {
      return new TernaryDense.Builder().nOut(outputs).build();
    }

    @Override
    Layer convolution(int outputs, int kernel) {
      return new TernaryConv2D.Builder(kernel, kernel)
          .nOut(outputs)
          .convolutionMode(ConvolutionMode.Same)
          .build();
    }

    @Override
    IActivation activation() {
      return new SignSTE();
    }
  },

  /** Deeplearning4j's own layers: float32 weights and rectified linear units. */
  FLOAT {
    @Override
    Layer dense(int outputs) {
      return new DenseLayer.Builder()
          .nOut(outputs)
          .activation(Activation.IDENTITY)
          .hasBias(false)
          .build();
    }

    @Override
    Layer convolution(int outputs, int kernel) {
      return new ConvolutionLayer.Builder(kernel, kernel)
          .nOut(outputs)
          .convolutionMode(ConvolutionMode.Same)
          .activation(Activation.IDENTITY)
          .hasBias(false)
          .build();
    }

    @Override
    IActivation activation() {
      return Activation.RELU.getActivationFunction();
    }
  };

  /** Its name for people. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract Layer dense(int outputs);

  /** A convolution that keeps height and width. */
  abstract Layer convolution(int outputs, int kernel);

  abstract IActivation activation();
}
