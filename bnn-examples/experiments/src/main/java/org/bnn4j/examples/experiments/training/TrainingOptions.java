package org.bnn4j.examples.experiments.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;

/**
 * How to train.
 *
 * @param epochs how many
 * @param batch examples in a minibatch
 * @param seed of the order of examples, of their changes, and of what layers draw, as for dropout
 * @param feed how images become the network's input
 * @param timeLimit no epoch begins after this much training
 * @param checkpoints folder of network and history, saved after each epoch, if wanted
 * @param validation how many of the last training images are held out, to choose the best network
 *     by; 0 for the last network. It is kept in the folder, which is needed then.
 * @param flips CSV file of the flip ratios of the quantized layers, if wanted
 */
public record TrainingOptions(
    int epochs,
    int batch,
    long seed,
    ImageFeed feed,
    Duration timeLimit,
    Optional<Path> checkpoints,
    int validation,
    Optional<Path> flips) {
  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if validation is negative, or has no folder
   */
  public TrainingOptions {
    if (validation < 0 || validation > 0 && checkpoints.isEmpty()) {
      throw new IllegalArgumentException(
          "validation is "
              + validation
              + " with checkpoints "
              + (checkpoints.isEmpty() ? "nowhere" : "in " + checkpoints.get())
              + ": it is 0, or positive with a folder for the best network");
    }
  }

  /** Without held-out images and flip ratios. */
  public TrainingOptions(
      int epochs,
      int batch,
      long seed,
      ImageFeed feed,
      Duration timeLimit,
      Optional<Path> checkpoints) {
    this(epochs, batch, seed, feed, timeLimit, checkpoints, 0, Optional.empty());
  }

  /** Minibatches of these images in their order, for tests. */
  public LabeledImagesIterator iterator(LabeledImages images) {
    return feed.inOrder(images, batch);
  }

  /**
   * Seed of all that is drawn in an epoch. Each has its own: a training that was interrupted draws
   * the same as one that was not.
   */
  long epochSeed(int number) {
    return seed + number;
  }

  /** Minibatches of one epoch of training. */
  LabeledImagesIterator epoch(LabeledImages images, int number) {
    return feed.shuffled(images, batch, epochSeed(number));
  }
}
