package org.bnn4j.examples;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.SplitTestAndTrain;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.util.FeatureUtil;

/**
 * The embedded digits in minibatches of 50: 1,797 pictures of 8x8 pixels, whole numbers from 0 to
 * 16.
 *
 * @param train 1,438 of them
 * @param test the other 359
 */
record Digits(DataSetIterator train, DataSetIterator test) {
  /** How many minibatches there are to train on. */
  static final int TRAIN_BATCHES = 29;

  /** As vectors, [examples, 64]. */
  static Digits vectors() throws IOException {
    return of(64);
  }

  /** As images of one channel, [examples, 1, 8, 8]. */
  static Digits images() throws IOException {
    return of(1, 8, 8);
  }

  /**
   * As sequences of 8 steps, [examples, 8, 8]: a picture's columns from left to right, each of 8
   * pixels.
   */
  static Digits sequences() throws IOException {
    return of(8, 8);
  }

  private static Digits of(long... shape) throws IOException {
    try (var file = new GZIPInputStream(Digits.class.getResourceAsStream("digits.csv.gz"))) {
      INDArray rows = Nd4j.readNumpy(file, ",");
      INDArray pixels = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 64)).dup('c');
      INDArray classes = FeatureUtil.toOutcomeMatrix(rows.getColumn(64).toIntVector(), 10);
      long[] all = new long[shape.length + 1];
      all[0] = rows.rows();
      System.arraycopy(shape, 0, all, 1, shape.length);
      DataSet digits = new DataSet(pixels.reshape('c', all), classes);
      digits.shuffle(1);
      SplitTestAndTrain split = digits.splitTestAndTrain(1438);
      return new Digits(batches(split.getTrain()), batches(split.getTest()));
    }
  }

  private static DataSetIterator batches(DataSet digits) {
    return new ListDataSetIterator<>(digits.asList(), 50);
  }
}
