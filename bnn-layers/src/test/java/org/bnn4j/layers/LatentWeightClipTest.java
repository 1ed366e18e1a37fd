package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LatentWeightClipTest {

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void clipsInPlace(DataType type) {
    INDArray w = Nd4j.createFromArray(-9, -1.5, -0.5, 0, 0.5, 1.5, 9).castTo(type);
    new LatentWeightClip(1.5).apply(w);
    assertArrayEquals(new double[] {-1.5, -1.5, -0.5, 0, 0.5, 1.5, 1.5}, w.toDoubleVector());
  }

  @Test
  void constrainsTheWeightsOfOtherLayersAndSurvivesJson() {
    DenseLayer dense =
        new DenseLayer.Builder()
            .nIn(4)
            .nOut(3)
            .activation(Activation.TANH)
            .constrainWeights(new LatentWeightClip(0.25))
            .build();
    MultiLayerConfiguration conf = Nets.conf(DataType.FLOAT, dense, Nets.softmax());
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
    assertEquals(conf, read);
    MultiLayerNetwork net = new MultiLayerNetwork(read);
    net.init();
    net.getParam("0_W").assign(5);
    net.getParam("0_b").assign(5);
    net.fit(Nets.uniform(DataType.FLOAT, 1, 2, 4), Nets.oneHot(DataType.FLOAT, 3, 0, 1));
    assertEquals(0.25, net.getParam("0_W").maxNumber().doubleValue());
    assertEquals(5, net.getParam("0_b").maxNumber().doubleValue(), 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesBounds(double clip) {
    assertThrows(DL4JInvalidConfigException.class, () -> new LatentWeightClip(clip));
  }

  @Test
  void equality() {
    assertEquals(new LatentWeightClip(), new LatentWeightClip(1));
    assertEquals(new LatentWeightClip(2), new LatentWeightClip(2).clone());
    assertNotEquals(new LatentWeightClip(), new LatentWeightClip(2));
  }
}
