package org.bnn4j.examples.training;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.SignSTE;
import org.bnn4j.layers.TernaryDense;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * BinaryNet's multilayer perceptron (Courbariaux et al. 2016): hidden layers of product, batch
 * normalization and sign, and an output layer of product and batch normalization, here under a
 * softmax.
 *
 * @param inputs values of one example
 * @param hidden outputs of each hidden layer
 * @param classes number of classes
 * @param ternary whether weights are ternary (scaled, per layer) instead of binary
 * @param learningRate Adam's, in the first epoch
 * @param decay factor of the learning rate from epoch to epoch
 * @param seed of the initial weights
 */
public record BinaryMlp(
    int inputs,
    List<Integer> hidden,
    int classes,
    boolean ternary,
    double learningRate,
    double decay,
    long seed) {
  /** The network's configuration. */
  public MultiLayerConfiguration configuration() {
    List<Layer> layers = new ArrayList<>();
    for (int outputs : hidden) {
      layers.add(product(outputs));
      layers.add(new BatchNormalization());
      layers.add(new ActivationLayer(new SignSTE()));
    }
    layers.add(product(classes));
    layers.add(new BatchNormalization());
    layers.add(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(new ExponentialSchedule(ScheduleType.EPOCH, learningRate, decay)))
            .list();
    layers.forEach(builder::layer);
    return builder.setInputType(InputType.feedForward(inputs)).build();
  }

  private Layer product(int outputs) {
    return ternary
        ? new TernaryDense.Builder().nOut(outputs).build()
        : new BinaryDense.Builder().nOut(outputs).build();
  }
}
