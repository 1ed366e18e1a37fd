package org.bnn4j.examples.experiments;

import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.Dropout;
import org.bnn4j.examples.experiments.training.Experiment;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.MnistFolder;
import org.bnn4j.examples.experiments.training.TrainingFlags;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains BinaryNet's multilayer perceptron on MNIST, exports it, and compares both on the 10,000
 * test images.
 */
@Command(
    name = "MnistMlp",
    description = {
      "Trains a binary or ternary multilayer perceptron on MNIST, exports it and compares network and model on the "
          + "10,000 test images.",
      "Goes on from its checkpoint when it is run again with the same options."
    })
public final class MnistMlp implements Callable<Integer> {
  @Mixin private final MnistFolder mnist = new MnistFolder();

  @Option(names = "--width", description = "Outputs of a hidden layer")
  private int width = 1024;

  @Option(names = "--depth", description = "Hidden layers")
  private int depth = 3;

  @Mixin
  private final TrainingFlags training =
      new TrainingFlags("mnist-mlp", 15, 100, 3e-3, 0.75, 25, Dropout.NONE);

  @Mixin private Outcome outcome;

  /** Runs the experiment; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new MnistMlp(), args));
  }

  @Override
  public Integer call() throws Exception {
    TrainTestSplit images = mnist.images();
    BinaryMlp mlp =
        new BinaryMlp(
            images.train().shape().features(),
            Collections.nCopies(depth, width),
            10,
            training.recipe());
    ImageFeed feed = new ImageFeed(false, training.scaler(0), Optional.empty());
    new Experiment(
            "MNIST, " + depth + " hidden layers of " + width,
            images,
            mlp.configuration(),
            training.recipe(),
            training.options(feed))
        .run(training.files("mnist"), outcome);
    return 0;
  }
}
