package org.bnn4j.examples.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.MnistFolder;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.Trainer;
import org.bnn4j.examples.experiments.training.TrainingOptions;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A training on MNIST that several workers share, and the same without them, to compare. */
final class MnistFlags {
  /** Training images that statistics of batch normalizations are measured on. */
  static final int REFIT_IMAGES = 10_000;

  static final int CLASSES = 10;
  private static final int PIXELS = 784;

  @Mixin private final MnistFolder folder = new MnistFolder();

  @Option(names = "--width", description = "Outputs of a hidden layer")
  private int width = 512;

  @Option(names = "--depth", description = "Hidden layers")
  private int depth = 3;

  @Option(names = "--epochs", description = "Epochs, with those of earlier runs")
  int epochs = 3;

  @Option(names = "--workers", description = "Workers that share the training set")
  int workers = 2;

  @Option(names = "--batch", description = "Images in a minibatch")
  int batch = 100;

  @Option(names = "--local-batches", description = "Minibatches of a worker between two averages")
  int localBatches = 20;

  @Option(names = "--learning-rate", description = "Adam's, in the first epoch")
  private double learningRate = 3e-3;

  @Option(names = "--decay", description = "Factor of the learning rate from epoch to epoch")
  private double decay = 0.5;

  @Option(names = "--seed", description = "Seed of weights and order")
  long seed = 1;

  @Option(
      names = "--compare",
      description = "Train the same network by one worker as well, without any of this")
  private boolean compare;

  TrainTestSplit images() throws IOException {
    return folder.images();
  }

  /** The network, initialized. */
  MultiLayerNetwork network() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    return network;
  }

  private MultiLayerConfiguration configuration() {
    Recipe recipe = new Recipe(Precision.BINARY, learningRate, decay, seed);
    return new BinaryMlp(PIXELS, Collections.nCopies(depth, width), CLASSES, recipe)
        .configuration();
  }

  /** How one worker would train it. */
  TrainingOptions options() {
    return new TrainingOptions(
        epochs, batch, seed, ImageFeed.raw(), Duration.ofDays(1), Optional.empty());
  }

  /** Trains the network by one worker, if {@code --compare} says so. */
  void compare(TrainTestSplit images, RunReport report) throws IOException {
    if (compare) {
      System.out.println("The same network, by one worker:");
      Trainer trainer = new Trainer(configuration(), images.train(), images.test(), options());
      trainer.run();
      report
          .section("the same network by one worker")
          .put("accuracy after the last epoch", trainer.history().accuracies().get(epochs - 1))
          .put("seconds", trainer.history().seconds());
    }
  }
}
