package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The experiments of Anderson and Berg 2018 that need no network: angles between random vectors and
 * their signs.
 */
public final class RandomVectors {

  /** Vectors of each experiment. */
  private static final int VECTORS = 10_000;

  /** Vectors of an experiment that rotates them. */
  private static final int ROTATED = 2_000;

  private RandomVectors() {}

  /**
   * Angles of vectors of independent normal components.
   *
   * @param size n, the number of components
   */
  public record Angles(int size, AngleStatistics angles) {}

  /**
   * Mean angles of vectors with {@code x_i = z_i exp(0.1 (i - d / 2))}, z normal, whose length is
   * mostly that of the last few components.
   *
   * @param size d, the number of components
   * @param angle mean angle to their signs, degrees
   * @param rotated the same after one random rotation of all
   */
  public record Exponential(int size, double angle, double rotated) {}

  /** Angles for each number of components. */
  public static List<Angles> angles(long seed, int... sizes) {
    List<Angles> found = new ArrayList<>();
    Random random = new Random(seed);
    for (int size : sizes) {
      INDArray vectors = Nd4j.createFromArray(gaussian(random, VECTORS, size));
      WeightRows rows = new WeightRows(vectors, WeightRows.signs(vectors));
      found.add(new Angles(size, AngleStatistics.of(rows).orElseThrow()));
    }
    return found;
  }

  /** Mean angles before and after a rotation for each number of components. */
  public static List<Exponential> exponential(long seed, int... sizes) {
    List<Exponential> found = new ArrayList<>();
    Random random = new Random(seed);
    for (int size : sizes) {
      double[][] vectors = gaussian(random, ROTATED, size);
      for (double[] vector : vectors) {
        for (int i = 0; i < size; i++) {
          vector[i] *= Math.exp(0.1 * (i - size / 2.0));
        }
      }
      INDArray before = Nd4j.createFromArray(vectors);
      found.add(
          new Exponential(size, meanAngle(before), meanAngle(before.mmul(rotation(random, size)))));
    }
    return found;
  }

  private static double[][] gaussian(Random random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return values;
  }

  /** The orthogonal factor of a matrix of normal numbers. */
  private static INDArray rotation(Random random, int size) {
    var normal = new Array2DRowRealMatrix(gaussian(random, size, size), false);
    return Nd4j.createFromArray(new QRDecomposition(normal).getQ().getData());
  }

  private static double meanAngle(INDArray vectors) {
    WeightRows rows = new WeightRows(vectors, WeightRows.signs(vectors));
    return AngleStatistics.of(rows).orElseThrow().mean();
  }
}
