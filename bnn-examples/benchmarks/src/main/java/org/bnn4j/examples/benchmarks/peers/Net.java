package org.bnn4j.examples.benchmarks.peers;

import java.util.Collections;
import java.util.List;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.ConvNet;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * The shape of a network that all contenders run.
 *
 * @param name {@value #MLP} or {@value #CIFAR10}
 * @param width outputs of a hidden layer, or the share of the paper's widths
 */
record Net(String name, double width) {
  static final String MLP = "mlp";
  static final String CIFAR10 = "cifar10";
  static final int CLASSES = 10;

  private static final int SEED = 1;

  Net {
    if (!List.of(MLP, CIFAR10).contains(name)) {
      throw new IllegalArgumentException("no net '" + name + "': there are mlp and cifar10");
    }
  }

  /** The net that {@link #toString} describes in two words. */
  static Net parse(String name, String width) {
    return new Net(name, Double.parseDouble(width));
  }

  /** Whether it has convolutions. */
  boolean convolutional() {
    return name.equals(CIFAR10);
  }

  /** The shape of one example; a perceptron takes it as one row. */
  ImageShape shape() {
    return convolutional() ? new ImageShape(3, 32, 32) : new ImageShape(1, 28, 28);
  }

  /** Values of one example. */
  int values() {
    return shape().features();
  }

  /** Its layers of a precision; equal ones have equal weights. */
  MultiLayerConfiguration configuration(Precision precision) {
    Recipe recipe = new Recipe(precision, 1e-3, 1, SEED);
    return convolutional()
        ? ConvNet.cifar10(width, recipe).configuration()
        : new BinaryMlp(values(), hidden(), CLASSES, recipe).configuration();
  }

  private List<Integer> hidden() {
    return Collections.nCopies(3, (int) width);
  }

  /** Its layers in short. */
  String layers() {
    if (convolutional()) {
      return ConvNet.cifar10(width, new Recipe(Precision.BINARY, 1e-3, 1, SEED)).toString();
    }
    List<String> sizes = hidden().stream().map(String::valueOf).toList();
    return values() + "-" + String.join("-", sizes) + "-" + CLASSES;
  }
}
