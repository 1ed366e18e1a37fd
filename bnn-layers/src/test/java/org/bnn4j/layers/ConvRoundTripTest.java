package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
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

class ConvRoundTripTest {

  private static BinaryConv2D.Builder binary() {
    return new BinaryConv2D.Builder(3, 2).nIn(4).nOut(3);
  }

  private static TernaryConv2D.Builder ternary() {
    return new TernaryConv2D.Builder(3).nIn(4).nOut(3);
  }

  private static BinaryDepthwiseConv2D.Builder depthwise() {
    return new BinaryDepthwiseConv2D.Builder(3).nIn(4);
  }

  private static BinarySeparableConv2D.Builder separable() {
    return new BinarySeparableConv2D.Builder(3).nIn(4).nOut(3);
  }

  static Stream<Layer> layers() {
    return Stream.of(
        binary().build(),
        binary().hasBias(true).build(),
        binary().padValue(-1).padding(1, 0).build(),
        binary().padValue(1).convolutionMode(ConvolutionMode.Same).build(),
        binary().stride(2).dilation(2).dataFormat(CNN2DFormat.NHWC).build(),
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
            .build(),
        depthwise().build(),
        depthwise().depthMultiplier(2).padValue(1).padding(1).build(),
        separable().build(),
        separable().depthMultiplier(2).weightDecay(0.1).build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void jsonAndYaml(Layer layer) {
    RoundTrips.assertTextKeeps(
        Nets.conf(DataType.FLOAT, layer, new ActivationLayer(new SignSTE())), layer);
  }

  @Test
  void differentSettingsAreNotEqual() {
    List<Layer> all = layers().toList();
    assertEquals(all.size(), layers().distinct().count());
    assertNotEquals(binary().build(), binary().padValue(1).build());
    assertNotEquals(binary().build(), binary().clip(0.5).build());
    assertNotEquals(
        ternary().build(), ternary().quantizer(new TernaryQuantizer().perOutput(true)).build());
    assertNotEquals(separable().build(), separable().depthMultiplier(2).build());
    assertTrue(ternary().padValue(-1).build().toString().contains("padValue=-1"));
    assertTrue(depthwise().depthMultiplier(3).build().toString().contains("depthMultiplier=3"));
  }

  @Test
  void zipKeepsLatentsAndUpdaterState(@TempDir Path directory) throws Exception {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT,
            new BinaryConv2D.Builder(3).nIn(2).nOut(6).updater(new Adam(0.05)).build(),
            new ActivationLayer(new SignSTE()),
            new BinaryDepthwiseConv2D.Builder(2).nIn(6).updater(new Adam(0.05)).build(),
            new ActivationLayer(new SignSTE()),
            new BinarySeparableConv2D.Builder(2).nIn(6).nOut(4).updater(new Adam(0.05)).build(),
            Nets.imageLoss());
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 3, 2, 6, 6);
    INDArray labels = Nets.uniform(DataType.FLOAT, 2, 3, 4, 2, 2);
    RoundTrips.assertZipContinues(net, x, labels, directory);
  }
}
