package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows that a layer's outputs sum over, as they are drawn; never more than there is room for. */
final class SampledInputs {
  private final int fanIn;
  private final int most;
  private final List<float[]> rows = new ArrayList<>();

  /**
   * Room for rows.
   *
   * @param fanIn values of a row
   * @param most how many rows there may be
   */
  SampledInputs(int fanIn, int most) {
    this.fanIn = fanIn;
    this.most = most;
  }

  boolean isFull() {
    return rows.size() == most;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Begins a row of zeros, which the caller fills. */
  float[] begin() {
    float[] row = new float[fanIn];
    rows.add(row);
    return row;
  }

  /** The rows, [rows, fanIn], DOUBLE, 'c' order. */
  INDArray matrix() {
    double[] values = new double[rows.size() * fanIn];
    int next = 0;
    for (float[] row : rows) {
      for (float value : row) {
        values[next++] = value;
      }
    }
    return Nd4j.createFromArray(values).reshape('c', rows.size(), fanIn);
  }
}
