package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class RoundTripTest {

  private static BinaryDense.Builder binary() {
    return new BinaryDense.Builder().nIn(4).nOut(3);
  }

  private static TernaryDense.Builder ternary() {
    return new TernaryDense.Builder().nIn(4).nOut(3);
  }

  static Stream<Layer> layers() {
    return Stream.of(
        binary().build(),
        binary().hasBias(true).build(),
        binary().clip(0.5).activation(new SignSTE()).build(),
        binary().noClip().constrainWeights(new MaxNormConstraint(2, 1)).build(),
        ternary().build(),
        ternary().quantizer(new TernaryQuantizer().scaled(false)).build(),
        ternary().quantizer(new TernaryQuantizer().perOutput(true)).name("named").build(),
        ternary().quantizer(new TernaryQuantizer().thresholdFactor(0.6)).build(),
        ternary()
            .quantizer(new TernaryQuantizer().fixedThreshold(0.1))
            .dropOut(0.5)
            .l2(1e-3)
            .build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void jsonAndYaml(Layer layer) {
    RoundTrips.assertTextKeeps(
        Nets.conf(DataType.FLOAT, layer, new ActivationLayer(new SignSTE()), Nets.softmax()),
        layer);
  }

  @Test
  void differentSettingsAreNotEqual() {
    List<Layer> all = layers().toList();
    assertEquals(all.size(), layers().distinct().count());
    assertNotEquals(binary().build(), binary().hasBias(true).build());
    assertNotEquals(binary().build(), binary().clip(0.5).build());
    assertNotEquals(
        ternary().build(), ternary().quantizer(new TernaryQuantizer().perOutput(true)).build());
    assertNotEquals(
        ternary().build(), ternary().quantizer(new TernaryQuantizer().scaled(false)).build());
    assertNotEquals(binary().build(), binary().nOut(4).build());
    assertNotEquals(binary().build(), ternary().build());
    assertTrue(ternary().build().toString().contains("perOutput=false"));
  }

  @Test
  void zipKeepsLatentsAndUpdaterState(@TempDir Path directory) throws Exception {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT,
            new BinaryDense.Builder().nIn(4).nOut(8).updater(new Adam(0.05)).build(),
            new ActivationLayer(new SignSTE()),
            new TernaryDense.Builder().nIn(8).nOut(3).updater(new Adam(0.05)).build(),
            Nets.softmax());
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 6, 4);
    INDArray labels = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);
    RoundTrips.assertZipContinues(net, x, labels, directory);
  }
}
