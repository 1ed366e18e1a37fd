package org.bnn4j.examples.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bnn4j.examples.data.LabeledImages;
import org.bnn4j.examples.data.LabeledImagesIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * How to train.
 *
 * @param epochs how many
 * @param batch examples in a minibatch
 * @param seed of the order of examples
 * @param normalizer what raw pixels go through, if anything
 * @param timeLimit no epoch begins after this much training
 * @param checkpoints folder of network and history, saved after each epoch, if wanted
 */
public record TrainingOptions(
    int epochs,
    int batch,
    long seed,
    Optional<DataNormalization> normalizer,
    Duration timeLimit,
    Optional<Path> checkpoints) {
  /** Minibatches of these images, normalized. */
  public LabeledImagesIterator iterator(LabeledImages images) {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images, batch);
    normalizer.ifPresent(iterator::setPreProcessor);
    return iterator;
  }
}
