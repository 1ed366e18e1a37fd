package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.verification.Verification;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Built-in layers whose weights a weight noise quantizes are packed as this library's are. */
class QuantizedWeightsExportTest {
  private static final QuantizedWeights BINARY = QuantizedWeights.binary();
  private static final QuantizedWeights TERNARY =
      new QuantizedWeights(new TernaryQuantizer().scaled(false));

  private static ConvolutionLayer.Builder conv() {
    return new ConvolutionLayer.Builder(3, 2).nOut(33).activation(Activation.IDENTITY);
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nOut(40).activation(Activation.IDENTITY);
  }

  private static OutputLayer.Builder output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(Pixels.CLASSES)
        .activation(Activation.SOFTMAX);
  }

  static Stream<Arguments> convolutions() {
    return Stream.of(
        arguments(Images.nchw(7, 6, 2), BINARY.on(conv().hasBias(false))),
        arguments(Images.nhwc(6, 7, 1), BINARY.on(conv().convolutionMode(ConvolutionMode.Same))),
        arguments(Images.nchw(8, 7, 3), TERNARY.on(conv().padding(1, 1).stride(2, 1))),
        arguments(
            Images.flat(7, 8, 3), TERNARY.on(conv().activation(new SignSTE()).dilation(1, 2))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void everyBitAndSumIsEqual(Images images, ConvolutionLayer.Builder first) {
    MultiLayerNetwork network =
        Trained.on(
            images,
            null,
            first.build(),
            norm(),
            sign(),
            BINARY.on(conv().hasBias(false).name("conv")).build(),
            norm(),
            sign(),
            TERNARY.on(dense().name("dense")).build(),
            norm(),
            sign(),
            BINARY.on(output().nOut(Images.CLASSES).name("answers")).build());
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.containsAll(List.of("layer2", "layer5", "layer8")), compared::toString);
    List<LayerReport> packed =
        Parity.exporter(images, network).byteInput().report().layers().stream()
            .filter(layer -> List.of("conv", "dense", "answers").contains(layer.name()))
            .toList();
    assertEquals(
        List.of("binary", "ternary", "binary"), packed.stream().map(LayerReport::kind).toList());
    assertTrue(
        packed.stream().allMatch(layer -> layer.packedProducts() == layer.products()),
        packed::toString);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void differencesOfRealInputsAreExplained(boolean bytes) {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    MultiLayerNetwork network =
        Trained.on(
            scaler,
            TERNARY.on(dense()).build(),
            norm(),
            sign(),
            BINARY.on(dense().activation(Activation.RELU)).build(),
            BINARY.on(dense()).build(),
            norm(),
            sign(),
            output().build());
    BnnExporter exporter = BnnExporter.of(network).normalizer(scaler);
    Verification verification =
        (bytes ? exporter.byteInput() : exporter.floatInput()).verify(Pixels.iterator()).orThrow();
    assertTrue(verification.equalClasses() >= Pixels.count() - 1, verification.toString());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            QuantizedWeights.ternary().on(dense()).build(),
            "layer 0 'layer0' (DenseLayer): QuantizedWeights(TernaryQuantizer(",
            "new TernaryQuantizer().scaled(false), and layers that scale their sums: BinaryDense"),
        arguments(
            new BatchNormalization.Builder().weightNoise(BINARY).build(),
            "layer 0 'layer0' (BatchNormalization): ",
            "does not take QuantizedWeights"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void othersAreRefused(Layer layer, String start, String reason) {
    MultiLayerNetwork network = Trained.untrained(layer, output().build());
    ExportException refusal =
        assertThrows(ExportException.class, () -> BnnExporter.of(network).report());
    assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Test
  void onALayerWithoutWeightsItDoesNotMatter() {
    LossLayer loss = new LossLayer.Builder(LossFunction.MCXENT).weightNoise(BINARY).build();
    MultiLayerNetwork network = Trained.untrained(BINARY.on(dense().nOut(10)).build(), loss);
    assertEquals(2, BnnExporter.of(network).report().layers().size());
  }
}
