package org.bnn4j.examples.training;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * BinaryNet's multilayer perceptron (Courbariaux et al. 2016): hidden layers of product, batch
 * normalization and sign, and an output layer of product and batch normalization, here under a
 * softmax.
 *
 * @param inputs values of one example
 * @param hidden outputs of each hidden layer
 * @param classes number of classes
 * @param precision of weights and activations
 * @param learningRate Adam's, in the first epoch
 * @param decay factor of the learning rate from epoch to epoch
 * @param seed of the initial weights
 */
public record BinaryMlp(
    int inputs,
    List<Integer> hidden,
    int classes,
    Precision precision,
    double learningRate,
    double decay,
    long seed) {
  /** The network's configuration. */
  public MultiLayerConfiguration configuration() {
    LayerStack stack = new LayerStack(precision);
    hidden.forEach(stack::dense);
    return stack.classify(classes, InputType.feedForward(inputs), learningRate, decay, seed);
  }
}
