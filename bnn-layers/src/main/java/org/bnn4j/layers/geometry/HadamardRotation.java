package org.bnn4j.layers.geometry;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Two rounds of random signs and a Hadamard transform of the next power of two, orthogonal. */
final class HadamardRotation {
  private static final int ROUNDS = 2;

  private final double[][] signs;

  HadamardRotation(int size, SplittableRandom random) {
    int padded = size == 1 ? 1 : 2 * Integer.highestOneBit(size - 1);
    signs = new double[ROUNDS][padded];
    for (double[] round : signs) {
      for (int i = 0; i < padded; i++) {
        round[i] = random.nextBoolean() ? 1 : -1;
      }
    }
  }

  /** Rotates rows, which get zeros at the end first. */
  INDArray rotated(INDArray rows) {
    int columns = (int) rows.size(1);
    double[] values = rows.dup('c').data().asDouble();
    double[][] result = new double[(int) rows.size(0)][signs[0].length];
    for (int row = 0; row < result.length; row++) {
      System.arraycopy(values, row * columns, result[row], 0, columns);
      for (double[] round : signs) {
        transform(result[row], round);
      }
    }
    return Nd4j.createFromArray(result);
  }

  private static void transform(double[] row, double[] signs) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= signs[i];
    }
    for (int half = 1; half < row.length; half *= 2) {
      for (int start = 0; start < row.length; start += 2 * half) {
        for (int i = start; i < start + half; i++) {
          double sum = row[i] + row[i + half];
          row[i + half] = row[i] - row[i + half];
          row[i] = sum;
        }
      }
    }
    double length = Math.sqrt(row.length);
    for (int i = 0; i < row.length; i++) {
      row[i] /= length;
    }
  }
}
