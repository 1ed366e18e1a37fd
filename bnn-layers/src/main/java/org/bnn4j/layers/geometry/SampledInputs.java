package org.bnn4j.layers.geometry;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows that a layer's outputs sum over, as they are drawn; never more than there is room for. */
final class SampledInputs {
  private final int fanIn;
  private double[] values;
  private int rows;

  /**
   * Room for rows.
   *
   * @param fanIn values of a row
   * @param most how many rows there may be
   */
  SampledInputs(int fanIn, int most) {
    this.fanIn = fanIn;
    this.values = new double[fanIn * most];
  }

  boolean isFull() {
    return (rows + 1) * fanIn > values.length;
  }

  int rows() {
    return rows;
  }

  /** Begins a row. */
  void begin() {
    rows++;
  }

  /** Sets a value of the row begun last. */
  void set(int column, double value) {
    values[(rows - 1) * fanIn + column] = value;
  }

  /** The rows, [rows, fanIn], DOUBLE, 'c' order. */
  INDArray matrix() {
    if (rows * fanIn < values.length) {
      values = Arrays.copyOf(values, rows * fanIn);
    }
    return Nd4j.createFromArray(values).reshape('c', rows, fanIn);
  }
}
