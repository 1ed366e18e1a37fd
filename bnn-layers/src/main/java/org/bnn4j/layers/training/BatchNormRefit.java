package org.bnn4j.layers.training;

import org.bnn4j.layers.internal.network.Topology;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Sets the means and variances that batch normalizations use at inference to those that the
 * network's present weights cause, over many minibatches.
 *
 * <pre>{@code
 * network.fit(train);
 * BatchNormRefit.refit(network, train, 100);
 * }</pre>
 *
 * <p>Deeplearning4j's are running averages of the last few minibatches of the training, which is
 * too little for a sign behind them; and while weights still change their sign, they are averages
 * over networks that are no more. Training itself does not use them: it goes on as if nothing had
 * happened.
 *
 * <p>Minibatches pass through the network as at inference, without dropout and weight noise, but
 * each batch normalization normalizes by the minibatch's own mean and variance, as in training.
 * What later ones see then does not depend on statistics that are still to be found, so one pass
 * finds all. The results are the mean and the variance of all values that came to a batch
 * normalization: over minibatches of the same size, the average of the means, and the average of
 * the variances plus the variance of the means. The latter belongs to it, because inference no
 * longer subtracts each minibatch's mean; with it, normalized values have a variance of 1 at
 * inference as in training. For independent examples the average of the variances alone is too
 * small by the factor (n - 1) / n, which Ioffe and Szegedy (Batch Normalization, 2015, algorithm 2)
 * correct, for minibatches of n; the sum is PreciseBN of Wu and Johnson (Rethinking "Batch" in
 * BatchNorm, 2021).
 *
 * <p>Vectors and images of both layouts are normalized so; sequences where a {@code
 * TimeDistributed} is around the batch normalization, as Deeplearning4j cannot train others. A
 * frozen layer keeps its statistics, by which it normalizes in training, too. A network without a
 * batch normalization that is trained is left alone.
 *
 * <p>The iterator's preprocessor applies as in {@code fit}. The iterator is reset before and
 * afterwards if it supports that, and else goes on from where it is. If it has fewer minibatches
 * than asked for, all are used. If anything fails, no statistic has changed.
 */
public final class BatchNormRefit {
  private BatchNormRefit() {}

  /**
   * Refits all batch normalizations that are not frozen.
   *
   * @param data as the network is trained on; labels are not used
   * @param batches how many minibatches of it to use, 1 or more
   * @throws IllegalArgumentException if {@code batches} is not positive
   * @throws DL4JInvalidInputException if the data has no minibatch, or if a mean or variance is not
   *     finite
   */
  public static void refit(MultiLayerNetwork network, DataSetIterator data, int batches) {
    refit(Topology.of(network), new MultiDataSetIteratorAdapter(data), batches);
  }

  /**
   * Refits all batch normalizations that are not frozen, of a graph with one input; otherwise as
   * {@link #refit(MultiLayerNetwork, DataSetIterator, int)}.
   */
  public static void refit(ComputationGraph network, DataSetIterator data, int batches) {
    refit(network, new MultiDataSetIteratorAdapter(data), batches);
  }

  /**
   * Refits all batch normalizations that are not frozen, of a graph with any number of inputs;
   * otherwise as {@link #refit(MultiLayerNetwork, DataSetIterator, int)}.
   */
  public static void refit(ComputationGraph network, MultiDataSetIterator data, int batches) {
    refit(Topology.of(network), data, batches);
  }

  private static void refit(Topology network, MultiDataSetIterator data, int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException(
          "batches is " + batches + ": a refit takes 1 minibatch or more");
    }
    NormalizingPass pass = new NormalizingPass(network);
    if (pass.statistics().isEmpty()) {
      return;
    }
    resetIfSupported(data);
    int used = 0;
    while (used < batches && data.hasNext()) {
      MultiDataSet batch = data.next();
      pass.run(batch.getFeatures(), batch.getFeaturesMaskArrays());
      used++;
    }
    if (used == 0) {
      throw new DL4JInvalidInputException(
          "the data has no minibatch left to refit batch normalizations on");
    }
    resetIfSupported(data);
    pass.statistics().forEach(InputStatistics::store);
  }

  private static void resetIfSupported(MultiDataSetIterator data) {
    if (data.resetSupported()) {
      data.reset();
    }
  }
}
