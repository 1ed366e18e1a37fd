package org.bnn4j.examples.experiments.training;

import java.util.Optional;
import org.bnn4j.examples.experiments.data.Augmentation;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/**
 * How images become a network's input.
 *
 * @param planes whether they keep their shape, as convolutions need it, or are flat rows
 * @param scaler what raw pixels go through, if anything
 * @param augmentation how images are changed in training, if at all
 */
public record ImageFeed(
    boolean planes,
    Optional<ImagePreProcessingScaler> scaler,
    Optional<Augmentation> augmentation) {
  /** Raw pixels in flat rows. */
  public static ImageFeed raw() {
    return new ImageFeed(false, Optional.empty(), Optional.empty());
  }

  /** Minibatches in the set's order, each image as it is. */
  LabeledImagesIterator inOrder(LabeledImages images, int batch) {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images, batch);
    scaler.ifPresent(iterator::setPreProcessor);
    return planes ? iterator.asPlanes() : iterator;
  }

  /** Minibatches of one epoch of training; the seed decides on order and changes. */
  LabeledImagesIterator shuffled(LabeledImages images, int batch, long seed) {
    LabeledImagesIterator iterator = inOrder(images, batch).shuffle(seed);
    augmentation.ifPresent(changes -> iterator.augment(changes, seed));
    return iterator;
  }
}
