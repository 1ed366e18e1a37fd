package org.bnn4j.examples.experiments.training;

import java.io.IOException;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.layers.training.BestCheckpoint;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Chooses the best of a training's networks by images that it was not trained on, which are not the
 * test images: on those, the best would look better than it is.
 */
record Selection(DataSetIterator heldOut, BestCheckpoint checkpoint) {
  static Selection of(LabeledImages heldOut, TrainingOptions options) throws IOException {
    return new Selection(
        options.iterator(heldOut),
        BestCheckpoint.in(options.checkpoints().orElseThrow().resolve("best.zip")));
  }

  /** Forgets the networks of an earlier training. */
  void clear() throws IOException {
    checkpoint.clear();
  }

  /** Measures a network, keeps it if it is the best so far, and returns its accuracy. */
  double offer(MultiLayerNetwork network) throws IOException {
    double accuracy = network.evaluate(heldOut).accuracy();
    checkpoint.offer(network, accuracy);
    return accuracy;
  }

  /** The best network, or this one if none was offered yet. */
  MultiLayerNetwork best(MultiLayerNetwork last) throws IOException {
    return checkpoint.score().isPresent() ? checkpoint.loadMultiLayerNetwork() : last;
  }
}
