package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/** First layers on normalized pixels: integers where there are some, floats where there are not. */
class PixelInputTest {
  private static final Images NCHW = Images.nchw(7, 6, 3);
  private static final Images NHWC = Images.nhwc(7, 6, 3);
  private static final Images FLAT = Images.flat(7, 6, 3);

  static Stream<Arguments> onBytes() {
    return Stream.of(scaler(0, 1), scaler(-1, 1), scaler(-0.5, 0.5), scaler(0, 2))
        .flatMap(
            scaler ->
                Stream.of(
                    arguments(scaler, NCHW, conv(3).padding(1, 1).build()),
                    arguments(scaler, NHWC, conv(2).convolutionMode(ConvolutionMode.Same).build()),
                    arguments(scaler, FLAT, conv(3).stride(2, 2).build()),
                    arguments(scaler, NCHW, ternary().padding(2, 1).hasBias(true).build()),
                    arguments(scaler, NCHW, depthwise().padding(1, 1).build()),
                    arguments(scaler, NHWC, depthwise().build()),
                    arguments(scaler, NHWC, separable().padding(1, 1).build())));
  }

  private static ImagePreProcessingScaler scaler(double from, double to) {
    return new ImagePreProcessingScaler(from, to);
  }

  private static BinaryConv2D.Builder conv(int kernel) {
    return new BinaryConv2D.Builder(kernel, kernel).nOut(9);
  }

  private static TernaryConv2D.Builder ternary() {
    return new TernaryConv2D.Builder(3, 3).nOut(9);
  }

  private static BinaryDepthwiseConv2D.Builder depthwise() {
    return new BinaryDepthwiseConv2D.Builder(3, 3).depthMultiplier(3);
  }

  private static BinarySeparableConv2D.Builder separable() {
    return new BinarySeparableConv2D.Builder(3, 3).nOut(9);
  }

  private static Layer[] layers(Layer... first) {
    Stream<Layer> last =
        Stream.of(
            norm(),
            sign(),
            conv(2).build(),
            norm(),
            sign(),
            binary(Images.CLASSES),
            norm(),
            softmax());
    return Stream.concat(Stream.of(first), last).toArray(Layer[]::new);
  }

  @ParameterizedTest
  @MethodSource("onBytes")
  void staysInIntegers(ImagePreProcessingScaler scaler, Images images, QuantizedConv2D first) {
    assertStaysInIntegers(scaler, images, first);
  }

  private static void assertStaysInIntegers(
      ImagePreProcessingScaler scaler, Images images, Layer... first) {
    MultiLayerNetwork network = Trained.on(images, scaler, layers(first));
    BnnExporter exporter = Parity.exporter(images, network).normalizer(scaler);
    assertEquals(EdgeKind.BYTE, exporter.model().inputKind());
    ExportReport report = exporter.report();
    assertEquals("byte", report.layers().get(first.length - 1).input());
    assertEquals(List.of(), report.warnings());
    assertTrue(!exporter.model().layers().contains("input:normalized"));
    assertMostlyEqual(exporter.verify(images.iterator()));
    assertMostlyEqual(exporter.floatInput().verify(images.iterator()));
  }

  private static void assertMostlyEqual(Verification verification) {
    verification.orThrow();
    assertEquals(Images.COUNT, verification.equalClasses(), verification.toString());
    for (LayerAgreement layer : verification.layers()) {
      long differing = layer.values() - layer.equal();
      boolean bits = layer.kind() == EdgeKind.BITS;
      assertTrue(!bits || differing <= 2, verification.toString());
    }
  }

  @Test
  void paddingOfOnes() {
    for (int padValue : new int[] {-1, 1}) {
      assertStaysInIntegers(scaler(0, 1), NCHW, conv(3).padding(1, 1).padValue(padValue).build());
      assertStaysInIntegers(scaler(-1, 1), NHWC, conv(3).padding(1, 1).padValue(padValue).build());
    }
  }

  @Test
  void paddingByALayer() {
    Layer padding = new ZeroPaddingLayer(1, 2, 0, 3);
    assertStaysInIntegers(scaler(0, 1), NCHW, padding, conv(3).padding(1, 1).build());
    assertStaysInIntegers(scaler(-1, 1), NHWC, padding, conv(3).padValue(1).build());
    assertStaysInIntegers(scaler(-1, 1), FLAT, padding, depthwise().build());
  }

  @Test
  void paddingBetweenIntegersIsFloats() {
    ImagePreProcessingScaler scaler = scaler(-0.3, 1);
    MultiLayerNetwork network =
        Trained.on(NCHW, scaler, layers(conv(3).padding(1, 1).name("edges").build()));
    BnnExporter exporter = Parity.exporter(NCHW, network).normalizer(scaler);
    assertEquals(EdgeKind.BYTE, exporter.model().inputKind());
    ExportReport report = exporter.report();
    assertEquals("float", report.layers().get(0).input());
    assertEquals(1, report.warnings().size());
    assertTrue(report.warnings().get(0).contains("layer 0 'edges' (BinaryConv2D)"));
    assertTrue(report.warnings().get(0).contains("padding of 0"), report.toString());
    assertMostlyEqual(exporter.verify(NCHW.iterator()));

    MultiLayerNetwork unpadded = Trained.on(NCHW, scaler, layers(conv(3).build()));
    assertEquals(
        "byte",
        Parity.exporter(NCHW, unpadded).normalizer(scaler).report().layers().get(0).input());
  }

  /** Statistics are one number for every channel of maps with channels first. */
  @Test
  void normalizersOfChannels() {
    for (DataNormalization normalizer :
        List.of(new NormalizerStandardize(), new NormalizerMinMaxScaler(-1, 1))) {
      normalizer.fit(NCHW.all());
      MultiLayerNetwork network =
          Trained.on(NCHW, normalizer, layers(conv(3).padding(1, 1).build()));
      BnnExporter exporter = Parity.exporter(NCHW, network).normalizer(normalizer);
      assertEquals(EdgeKind.FLOAT, exporter.model().inputKind());
      assertEquals("float", exporter.report().layers().get(0).input());
      assertEquals(List.of(), exporter.report().warnings());
      assertMostlyEqual(exporter.verify(NCHW.iterator()));
    }
  }

  @Test
  void normalizersOfOtherDimensionsAreRefused() {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    DataSet rows = NHWC.all();
    normalizer.fit(rows);
    MultiLayerNetwork network = Trained.on(NHWC, null, layers(conv(3).build()));
    BnnExporter exporter = Parity.exporter(NHWC, network).normalizer(normalizer);
    ExportException e = assertThrows(ExportException.class, exporter::report);
    assertTrue(e.getMessage().contains("fitted to 7 features"), e.getMessage());
    assertTrue(e.getMessage().contains("maps of 3 channels"), e.getMessage());

    NormalizerStandardize flat = new NormalizerStandardize();
    flat.fit(FLAT.all());
    MultiLayerNetwork flattened = Trained.on(FLAT, null, layers(conv(3).build()));
    ExportException single =
        assertThrows(
            ExportException.class, () -> BnnExporter.of(flattened).normalizer(flat).report());
    assertTrue(single.getMessage().contains("flattened map"), single.getMessage());
  }

  @Test
  void normalizesBeforeLayersThatAreNoProduct() {
    ImagePreProcessingScaler scaler = scaler(-1, 1);
    Layer pool =
        new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(1, 1).build();
    for (Layer first : new Layer[] {norm(), sign(), pool, new ZeroPaddingLayer(1, 1)}) {
      Layer[] layers = layers(first, conv(3).padding(1, 1).padValue(1).build());
      MultiLayerNetwork network = Trained.on(NCHW, scaler, layers);
      BnnExporter exporter = Parity.exporter(NCHW, network).normalizer(scaler);
      assertMostlyEqual(exporter.verify(NCHW.iterator()));
    }
  }
}
