package org.bnn4j.examples.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bnn4j.examples.data.LabeledImages;
import org.bnn4j.examples.data.LabeledImagesIterator;

/**
 * How to train.
 *
 * @param epochs how many
 * @param batch examples in a minibatch
 * @param seed of the order of examples and of their changes
 * @param feed how images become the network's input
 * @param timeLimit no epoch begins after this much training
 * @param checkpoints folder of network and history, saved after each epoch, if wanted
 */
public record TrainingOptions(
    int epochs,
    int batch,
    long seed,
    ImageFeed feed,
    Duration timeLimit,
    Optional<Path> checkpoints) {
  /** Minibatches of these images in their order, for tests. */
  public LabeledImagesIterator iterator(LabeledImages images) {
    return feed.inOrder(images, batch);
  }

  /**
   * Minibatches of one epoch of training. Each epoch has a seed of its own: a training that was
   * interrupted sees the same order and changes as one that was not.
   */
  LabeledImagesIterator epoch(LabeledImages images, int number) {
    return feed.shuffled(images, batch, seed + number);
  }
}
