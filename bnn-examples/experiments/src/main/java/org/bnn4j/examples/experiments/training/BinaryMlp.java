package org.bnn4j.examples.experiments.training;

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
 * @param recipe what else there is to choose
 */
public record BinaryMlp(int inputs, List<Integer> hidden, int classes, Recipe recipe) {
  /** The network's configuration. */
  public MultiLayerConfiguration configuration() {
    LayerStack stack = new LayerStack(recipe);
    hidden.forEach(stack::dense);
    return stack.classify(classes, InputType.feedForward(inputs));
  }
}
