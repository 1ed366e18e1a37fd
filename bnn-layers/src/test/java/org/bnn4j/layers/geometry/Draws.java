package org.bnn4j.layers.geometry;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random matrices of known distributions. */
final class Draws {

  private Draws() {}

  static INDArray matrix(long seed, int rows, int columns, ToDoubleFunction<Random> one) {
    Random random = new Random(seed);
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = one.applyAsDouble(random);
      }
    }
    return Nd4j.createFromArray(values);
  }

  static INDArray gaussian(long seed, int rows, int columns) {
    return matrix(seed, rows, columns, Random::nextGaussian);
  }

  static double laplace(Random random) {
    double u = random.nextDouble() - 0.5;
    return -Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
  }

  /** Weights and their signs, as float32 as in a network. */
  static WeightRows binary(INDArray weights) {
    INDArray floats = weights.castTo(DataType.FLOAT);
    return new WeightRows(floats, WeightRows.signs(floats));
  }
}
