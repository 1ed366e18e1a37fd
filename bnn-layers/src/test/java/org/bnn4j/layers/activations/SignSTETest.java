package org.bnn4j.layers.activations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bnn4j.layers.Nets;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SignSTETest {

  private static final double[] EDGES = {
    0.0,
    -0.0,
    Double.NaN,
    1,
    -1,
    Math.nextUp(1f),
    -Math.nextUp(1f),
    1e-30,
    -1e-30,
    7,
    -7,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  /** The edges and a grid over [-2, 2]. */
  private static double[] grid() {
    double[] grid = new double[EDGES.length + 401];
    System.arraycopy(EDGES, 0, grid, 0, EDGES.length);
    for (int i = 0; i <= 400; i++) {
      grid[EDGES.length + i] = (i - 200) / 100.0;
    }
    return grid;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void forwardIsTheta(DataType type) {
    INDArray x = Nd4j.createFromArray(grid()).castTo(type);
    double[] expected = x.toDoubleVector();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = expected[i] > 0 ? 1 : -1;
    }
    INDArray y = new SignSTE().getActivation(x, true);
    assertArrayEquals(expected, y.toDoubleVector());
    assertSame(x, y, "in place");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void backwardPassesTheClosedUnitInterval(DataType type) {
    INDArray x = Nd4j.createFromArray(grid()).castTo(type);
    INDArray epsilon = Nd4j.rand(type, x.shape()).subi(0.5);
    double[] values = x.toDoubleVector();
    double[] expected = epsilon.toDoubleVector();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.abs(values[i]) <= 1 ? expected[i] : 0;
    }
    double[] actual = new SignSTE().backprop(x, epsilon).getFirst().toDoubleVector();
    assertArrayEquals(expected, actual, 0.0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void anyShapeAndOrder(DataType type) {
    INDArray x = Nd4j.rand(type, 2, 3, 4, 5).subi(0.5).permute(0, 2, 3, 1);
    INDArray expected = x.dup();
    for (int i = 0; i < expected.length(); i++) {
      expected.putScalar(i, expected.getDouble(i) > 0 ? 1 : -1);
    }
    assertEquals(expected, new SignSTE().getActivation(x, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void refusesShapesThatDiffer(DataType type) {
    SignSTE sign = new SignSTE();
    INDArray x = Nd4j.zeros(type, 2, 3);
    INDArray epsilon = Nd4j.zeros(type, 3, 2);
    assertThrows(IllegalStateException.class, () -> sign.backprop(x, epsilon));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void inAnActivationLayer(DataType type) {
    var net = Nets.net(type, new ActivationLayer(new SignSTE()), Nets.squaredLoss());
    INDArray x = Nd4j.createFromArray(new double[][] {{0.5, -0.5, 0, 1.5}}).castTo(type);
    assertArrayEquals(new double[] {1, -1, -1, 1}, net.output(x.dup()).toDoubleVector());
    INDArray labels = Nd4j.zeros(type, 1, 4);
    // The loss's gradient with respect to its input is 2 / 4 times the sign's output.
    double[] epsilon = net.calculateGradients(x, labels, null, null).getSecond().toDoubleVector();
    assertArrayEquals(new double[] {0.5, -0.5, -0.5, 0}, epsilon, 1e-7);
  }
}
