package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Other coordinates. */
class ProbingTest {

  /** Rows with x_i = z_i exp(0.1 (i - d / 2)): a few coordinates hold nearly all of the length. */
  private static INDArray exponential(int rows, int size) {
    INDArray x = Draws.gaussian(1, rows, size);
    for (int i = 0; i < size; i++) {
      x.getColumn(i).muli(Math.exp(0.1 * (i - size / 2.0)));
    }
    return x;
  }

  private static double meanAngle(INDArray rows) {
    return AngleStatistics.of(new WeightRows(rows, WeightRows.signs(rows))).orElseThrow().mean();
  }

  @ParameterizedTest
  @CsvSource({"10,36.8,34.9,1.5", "100,68.2,36.9,1", "500,80.5,37.2,1"})
  void exponentialCovariance(int size, double before, double rotated, double tolerance) {
    INDArray x = exponential(3000, size);
    assertEquals(before, meanAngle(x), 0.3);
    HadamardRotation rotation = new HadamardRotation(size, new SplittableRandom(7));
    assertEquals(rotated, meanAngle(rotation.rotated(x)), tolerance);
  }

  /** It keeps lengths and products, and one coordinate becomes nearly normal ones. */
  @Test
  void hadamardRotation() {
    HadamardRotation rotation = new HadamardRotation(300, new SplittableRandom(1));
    INDArray x = Draws.gaussian(2, 5, 300);
    INDArray rotated = rotation.rotated(x);
    assertEquals(512, rotated.size(1));
    INDArray products = x.mmul(x.transpose());
    assertTrue(rotated.mmul(rotated.transpose()).equalsWithEps(products, 1e-8));
    double[] angles = new double[200];
    for (int seed = 0; seed < angles.length; seed++) {
      INDArray unit = Nd4j.zeros(DataType.DOUBLE, 1, 512);
      unit.putScalar(0, seed, 1).putScalar(0, 511 - seed, 0.5).putScalar(0, (seed + 77) % 512, 2);
      angles[seed] = meanAngle(new HadamardRotation(512, new SplittableRandom(seed)).rotated(unit));
    }
    assertEquals(36.6, StatUtils.mean(angles), 0.9);
  }

  /** The rotation repairs the angle, whitening the correlation as well. */
  @Test
  void probes() {
    int size = 60;
    INDArray inputs = exponential(4000, size);
    INDArray weights = exponential(30, size);
    Probe rotated = Probing.rotated(inputs, weights, new SplittableRandom(3));
    assertEquals(Probe.Kind.ROTATED, rotated.kind());
    assertEquals(36.6, rotated.angle(), 1.5);
    INDArray floats = Draws.gaussian(5, 30, size);
    Probe whitened = Probing.whitened(inputs, floats);
    // The stretched weights are uneven, but the input has no direction before others.
    assertEquals(Math.cos(Math.toRadians(whitened.angle())), whitened.medianR(), 0.05);
    Probe nothing = Probing.whitened(inputs.mul(0), floats);
    assertEquals(0, nothing.r(), "inputs that never change");
  }
}
