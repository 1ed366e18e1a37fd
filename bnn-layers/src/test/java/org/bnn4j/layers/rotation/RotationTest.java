package org.bnn4j.layers.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.Nets;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class RotationTest {

  private static MultiLayerNetwork net(Layer... layers) {
    return Nets.net(DataType.DOUBLE, layers);
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  /** Lengths grow by sqrt(nOut), and angles stay. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 30, 64})
  void hadamardKeepsDotProducts(int inputs) {
    MultiLayerNetwork net = net(Rotation.hadamard("r", inputs, 3), Nets.squaredLoss());
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, inputs);
    INDArray y = net.output(x);
    long outputs = y.size(1);
    assertTrue(outputs >= inputs && outputs < 2L * inputs && Long.bitCount(outputs) == 1);
    assertArrayEquals(
        values(x.mmul(x.transpose()).muli(outputs)), values(y.mmul(y.transpose())), 1e-9);
    assertTrue(net.getParam("0_W").dup().muli(net.getParam("0_W")).eq(1).all());
  }

  /**
   * Anderson and Berg's experiment: coordinates of very different variance, which the sign tears
   * from their vector by 68 degrees, and by 37 after a rotation.
   */
  @Test
  void hadamardRepairsTheAngle() {
    int n = 128;
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 400, n);
    Random random = new Random(4);
    for (int row = 0; row < x.rows(); row++) {
      for (int i = 0; i < n; i++) {
        x.putScalar(row, i, random.nextGaussian() * Math.exp(0.1 * (i - n / 2.0)));
      }
    }
    MultiLayerNetwork twice =
        net(Rotation.hadamard("a", n, 1), Rotation.hadamard("b", n, 2), Nets.squaredLoss());
    assertTrue(angle(x) > 65, "before: " + angle(x));
    assertEquals(37.1, angle(twice.output(x)), 0.5);
  }

  private static double angle(INDArray rows) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      INDArray v = rows.getRow(row);
      double cosine =
          v.norm1Number().doubleValue() / Math.sqrt(v.length()) / v.norm2Number().doubleValue();
      sum += Math.toDegrees(Math.acos(cosine));
    }
    return sum / rows.rows();
  }

  @Test
  void isNotTrainedAndSurvives() {
    Layer dense = new BinaryDense.Builder().nIn(8).nOut(2).build();
    Layer rotation = Rotation.hadamard("r", 6, 9);
    MultiLayerConfiguration conf = Nets.conf(DataType.DOUBLE, rotation, dense, Nets.squaredLoss());
    assertEquals(conf, MultiLayerConfiguration.fromJson(conf.toJson()));
    assertEquals(conf, MultiLayerConfiguration.fromYaml(conf.toYaml()));
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    INDArray before = net.params().dup();
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, 6);
    net.fit(x, Nets.uniform(DataType.DOUBLE, 2, 5, 2));
    INDArray after = net.params();
    long own = net.getLayer(0).numParams();
    for (int i = 0; i < own; i++) {
      assertEquals(before.getDouble(i), after.getDouble(i));
    }
    assertNotEquals(before, net.params(), "the layer behind it is");
    MultiLayerNetwork other = net(Rotation.hadamard("r", 6, 10), Nets.squaredLoss());
    assertNotEquals(net.getParam("0_W"), other.getParam("0_W"), "another seed");
  }

  @Test
  void principalComponentsAreUncorrelated() {
    INDArray mix = Nets.uniform(DataType.DOUBLE, 7, 6, 6);
    INDArray x = Nets.uniform(DataType.DOUBLE, 8, 500, 6).mmul(mix).addi(3);
    MultiLayerNetwork net =
        net(Rotation.hadamard("h", 6, 1), Rotation.pca("pca", 8, 3), Nets.squaredLoss());
    Rotation.fitPca(net, "pca", new SingletonDataSetIterator(new DataSet(x, x)));
    INDArray weights = net.getParam("1_W");
    assertArrayEquals(
        values(Nd4j.eye(3).castTo(DataType.DOUBLE)),
        values(weights.transpose().mmul(weights)),
        1e-9);
    INDArray y = net.output(x);
    INDArray centered = y.subRowVector(y.mean(0));
    INDArray covariance = centered.transpose().mmul(centered).divi(x.rows());
    double[] variances = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        variances[i] = covariance.getDouble(i, i);
        assertTrue(i == j || Math.abs(covariance.getDouble(i, j)) < 1e-9, covariance.toString());
      }
    }
    assertTrue(variances[0] > variances[1] && variances[1] > variances[2], covariance.toString());
  }

  @Test
  void refusals() {
    assertEquals(
        "components must be 1 to nIn = 4, got 5 (layer name: pca)",
        assertThrows(DL4JInvalidConfigException.class, () -> Rotation.pca("pca", 4, 5))
            .getMessage());
    MultiLayerNetwork net = net(Rotation.pca("pca", 4, 4), Nets.squaredLoss());
    INDArray one = Nd4j.zeros(DataType.DOUBLE, 1, 4);
    var data = new SingletonDataSetIterator(new DataSet(one, one));
    assertEquals(
        "the network has no layer 'other'; its layers are " + List.of("pca", "layer1"),
        assertThrows(DL4JInvalidConfigException.class, () -> Rotation.fitPca(net, "other", data))
            .getMessage());
    assertEquals(
        "layer 'layer1' is not one that Rotation.pca makes: a frozen DenseLayer",
        assertThrows(DL4JInvalidConfigException.class, () -> Rotation.fitPca(net, "layer1", data))
            .getMessage());
    assertThrows(DL4JInvalidConfigException.class, () -> Rotation.fitPca(net, "pca", data));
  }
}
