package org.bnn4j.layers.rotation;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The covariance of rows that come in parts. */
final class Covariance {

  private final INDArray products;
  private final INDArray sum;
  private long count;

  /** Of rows of this many values. */
  Covariance(long size) {
    products = Nd4j.zeros(DataType.DOUBLE, size, size);
    sum = Nd4j.zeros(DataType.DOUBLE, 1, size);
  }

  /**
   * Adds rows, which count in double precision.
   *
   * @throws DL4JInvalidInputException if they have another number of values
   */
  void add(INDArray rows) {
    if (rows.rank() != 2 || rows.size(1) != sum.size(1)) {
      throw new DL4JInvalidInputException(
          "principal components are of vectors of %d values, got %s"
              .formatted(sum.size(1), Arrays.toString(rows.shape())));
    }
    INDArray doubles = rows.castTo(DataType.DOUBLE);
    products.addi(doubles.transpose().mmul(doubles));
    sum.addi(doubles.sum(true, 0));
    count += rows.size(0);
  }

  /** How many rows there were. */
  long count() {
    return count;
  }

  /** The covariance, [size, size]. */
  INDArray matrix() {
    INDArray mean = sum.div(count);
    return products.div(count).subi(mean.transpose().mmul(mean));
  }
}
