package org.bnn4j.examples.experiments;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.training.ConvNet;
import org.bnn4j.examples.experiments.training.Dropout;
import org.bnn4j.examples.experiments.training.Experiment;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.MnistFolder;
import org.bnn4j.examples.experiments.training.TrainingFlags;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Trains a small convolutional network on MNIST, exports it, and compares both on the 10,000 test
 * images.
 */
@Command(
    name = "MnistConvNet",
    description = {
      "Trains a small binary or ternary convolutional network on MNIST, exports it and compares network and model on "
          + "the 10,000 test images.",
      "Goes on from its checkpoint when it is run again with the same options."
    })
public final class MnistConvNet implements Callable<Integer> {
  private static final List<List<Integer>> BLOCKS = List.of(List.of(32), List.of(64), List.of(64));
  private static final List<Integer> DENSE = List.of(64);

  @Mixin private final MnistFolder mnist = new MnistFolder();

  @Mixin
  private final TrainingFlags training =
      new TrainingFlags("mnist-conv", 6, 100, 3e-3, 0.5, 60, Dropout.NONE);

  @Mixin private Outcome outcome;

  /** Runs the experiment; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new MnistConvNet(), args));
  }

  @Override
  public Integer call() throws Exception {
    TrainTestSplit images = mnist.images();
    ConvNet network = new ConvNet(images.train().shape(), BLOCKS, DENSE, 10, training.recipe());
    ImageFeed feed = new ImageFeed(true, training.scaler(-1), Optional.empty());
    new Experiment(
            "MNIST, " + network,
            images,
            network.configuration(),
            training.recipe(),
            training.options(feed))
        .run(training.files("mnist"), outcome);
    return 0;
  }
}
