package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class QuantizerRoundTripTest {

  private static BinaryDense.Builder binary() {
    return new BinaryDense.Builder().nIn(4).nOut(3);
  }

  static Stream<Layer> layers() {
    Stream<Layer> ofBinary =
        Quantizers.binary()
            .flatMap(
                quantizer ->
                    Stream.of(
                        binary().quantizer(quantizer).build(),
                        new BinaryConv2D.Builder(3).nIn(4).nOut(3).quantizer(quantizer).build(),
                        new BinaryDepthwiseConv2D.Builder(3).nIn(4).quantizer(quantizer).build(),
                        new BinarySeparableConv2D.Builder(3)
                            .nIn(4)
                            .nOut(3)
                            .quantizer(quantizer)
                            .build()));
    Stream<Layer> ofTernary =
        Quantizers.ternary()
            .flatMap(
                quantizer ->
                    Stream.of(
                        new TernaryDense.Builder().nIn(4).nOut(3).quantizer(quantizer).build(),
                        new TernaryConv2D.Builder(3).nIn(4).nOut(3).quantizer(quantizer).build()));
    Stream<Layer> activated =
        Quantizers.activations().map(activation -> binary().activation(activation).build());
    return Stream.of(ofBinary, ofTernary, activated).flatMap(layers -> layers);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void jsonAndYaml(Layer layer) {
    RoundTrips.assertTextKeeps(
        Nets.conf(DataType.FLOAT, layer, new ActivationLayer(new SignSTE())), layer);
    assertEquals(layer, layer.clone());
    assertEquals(layer.hashCode(), layer.clone().hashCode());
  }

  @Test
  void differentSettingsAreNotEqual() {
    List<Layer> all = layers().toList();
    assertEquals(all.size(), layers().distinct().count());
    assertEquals(binary().build(), binary().quantizer(new SignQuantizer()).build());
    SignQuantizer everywhere = new SignQuantizer(StraightThrough.everywhere());
    assertEquals(binary().build(), binary().quantizer(everywhere).build());
    DoReFaQuantizer quantizer = new DoReFaQuantizer(3);
    String text = binary().quantizer(quantizer).build().toString();
    assertTrue(text.contains("quantizer=DoReFaQuantizer(bits=3)"), text);
  }

  static Stream<WeightQuantizer> quantizers() {
    return Stream.concat(Quantizers.binary(), Quantizers.ternary());
  }

  @ParameterizedTest
  @MethodSource("quantizers")
  void zipContinues(WeightQuantizer quantizer, @TempDir Path directory) throws Exception {
    boolean ternary = Quantizers.ternary().anyMatch(quantizer::equals);
    Layer first =
        ternary
            ? new TernaryConv2D.Builder(2).nIn(2).nOut(6).quantizer(quantizer).build()
            : new BinaryConv2D.Builder(2).nIn(2).nOut(6).quantizer(quantizer).build();
    MultiLayerNetwork net = adaptive(first, new SignSTE(), Nets.imageLoss());
    RoundTrips.assertZipContinues(
        net,
        Nets.uniform(DataType.FLOAT, 1, 6, 2, 3, 3),
        Nets.uniform(DataType.FLOAT, 2, 6, 6, 2, 2),
        directory);
    Layer dense =
        ternary
            ? new TernaryDense.Builder().nIn(4).nOut(3).quantizer(quantizer).build()
            : binary().quantizer(quantizer).build();
    assertDenseContinues(adaptive(dense, new SignSTE(), Nets.softmax()), directory);
    if (quantizer instanceof LearnedScales) {
      assertTrue(net.getParam("0_S").getDouble(0) != 1, "scales were trained");
    }
  }

  static Stream<IActivation> activations() {
    return Quantizers.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void zipContinues(IActivation activation, @TempDir Path directory) throws Exception {
    assertDenseContinues(adaptive(binary().build(), activation, Nets.softmax()), directory);
  }

  private static MultiLayerNetwork adaptive(Layer first, IActivation activation, Layer loss) {
    ((org.deeplearning4j.nn.conf.layers.BaseLayer) first).setIUpdater(new Adam(0.05));
    return Nets.net(DataType.FLOAT, first, new ActivationLayer(activation), loss);
  }

  private static void assertDenseContinues(MultiLayerNetwork net, Path directory) throws Exception {
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 6, 4);
    INDArray labels = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);
    RoundTrips.assertZipContinues(net, x, labels, directory);
  }
}
