package org.bnn4j.examples.experiments;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.Augmentation;
import org.bnn4j.examples.experiments.data.Cifar10;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.training.ConvNet;
import org.bnn4j.examples.experiments.training.Dropout;
import org.bnn4j.examples.experiments.training.Experiment;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.TrainingFlags;
import org.bnn4j.examples.experiments.training.WidthOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains BinaryNet's convolutional network on CIFAR-10, exports it, and compares both on the 10,000
 * test images.
 */
@Command(
    name = "Cifar10ConvNet",
    description = {
      "Trains BinaryNet's convolutional network on CIFAR-10, exports it and compares network and model on the 10,000 "
          + "test images.",
      "Goes on from its checkpoint when it is run again with the same options."
    })
public final class Cifar10ConvNet implements Callable<Integer> {
  private static final int MAX_SHIFT = 4;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the binary files (data_batch_1.bin, ...), gzipped or not")
  private Path data;

  @Option(
      names = "--augment",
      description = "Mirror training images at random and shift them by up to 4 pixels")
  private boolean augment;

  @Mixin
  private final TrainingFlags training =
      new TrainingFlags("cifar10-conv", 6, 50, 3e-3, 0.5, 240, Dropout.NONE);

  @Mixin private final WidthOption width = new WidthOption(0.25);
  @Mixin private Outcome outcome;

  /** Runs the experiment; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new Cifar10ConvNet(), args));
  }

  @Override
  public Integer call() throws Exception {
    TrainTestSplit images = new TrainTestSplit(Cifar10.train(data), Cifar10.test(data));
    ConvNet network = ConvNet.cifar10(width.width(), training.recipe());
    ImageFeed feed =
        new ImageFeed(
            true,
            training.scaler(-1),
            augment ? Optional.of(new Augmentation(true, MAX_SHIFT)) : Optional.empty());
    new Experiment(
            "CIFAR-10, " + network,
            images,
            network.configuration(),
            training.recipe(),
            training.options(feed))
        .run(training.files("cifar10"), outcome);
    return 0;
  }
}
