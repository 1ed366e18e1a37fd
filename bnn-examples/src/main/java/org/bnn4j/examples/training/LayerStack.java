package org.bnn4j.examples.training;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Layers in BinaryNet's order: product, max-pooling if any, batch normalization, activation. */
final class LayerStack {
  private final Precision precision;
  private final List<Layer> layers = new ArrayList<>();

  LayerStack(Precision precision) {
    this.precision = precision;
  }

  /** Adds a convolution that keeps height and width. */
  void convolution(int outputs, int kernel, boolean pooled) {
    layers.add(
        precision
            .convolution(kernel)
            .nOut(outputs)
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activation.IDENTITY)
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
    layers.add(precision.dense().nOut(outputs).activation(Activation.IDENTITY).build());
  }

  private void activate() {
    layers.add(new BatchNormalization());
    layers.add(new ActivationLayer(precision.activation()));
  }

  /**
   * Adds the output layer, a product and a batch normalization under a softmax, and makes the
   * configuration.
   *
   * @param learningRate Adam's, in the first epoch
   * @param decay factor of the learning rate from epoch to epoch
   */
  MultiLayerConfiguration classify(
      int classes, InputType input, double learningRate, double decay, long seed) {
    product(classes);
    layers.add(new BatchNormalization());
    layers.add(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(new ExponentialSchedule(ScheduleType.EPOCH, learningRate, decay)))
            .list();
    layers.forEach(builder::layer);
    return builder.setInputType(input).build();
  }
}
