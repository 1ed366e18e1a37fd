package org.bnn4j.examples.experiments.training;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers in BinaryNet's order: product, max-pooling if any, batch normalization, activation. */
final class LayerStack {
  private final Recipe recipe;
  private final List<Layer> layers = new ArrayList<>();

  LayerStack(Recipe recipe) {
    this.recipe = recipe;
  }

  /** Adds a convolution that keeps height and width. */
  void convolution(int outputs, int kernel, boolean pooled) {
    layers.add(
        recipe
            .layers()
            .convolution(kernel)
            .nOut(outputs)
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activation.IDENTITY)
            .dropOut(kept())
            .build());
    if (pooled) {
      layers.add(
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(2, 2)
              .stride(2, 2)
              .build());
    }
    activate();
  }

  void dense(int outputs) {
    product(outputs);
    activate();
  }

  private void product(int outputs) {
    layers.add(
        recipe
            .layers()
            .dense()
            .nOut(outputs)
            .activation(Activation.IDENTITY)
            .dropOut(kept())
            .build());
  }

  /** Deeplearning4j's dropout is told the share that is kept; 0 is none. */
  private double kept() {
    double left = layers.isEmpty() ? recipe.dropout().input() : recipe.dropout().hidden();
    return left == 0 ? 0 : 1 - left;
  }

  private void activate() {
    layers.add(new BatchNormalization());
    layers.add(recipe.layers().activation());
  }

  /**
   * Adds the output layer, a product and a batch normalization under a softmax, and makes the
   * configuration.
   */
  MultiLayerConfiguration classify(int classes, InputType input) {
    product(classes);
    layers.add(new BatchNormalization());
    layers.add(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(recipe.seed()).updater(recipe.updater()).list();
    layers.forEach(builder::layer);
    return builder.setInputType(input).build();
  }
}
