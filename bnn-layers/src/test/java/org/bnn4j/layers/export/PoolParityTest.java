package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Pooling of bits, of integer sums and of floats, before and behind batch norm and sign. */
class PoolParityTest {
  private static final Images NCHW = Images.nchw(7, 8, 2);
  private static final Images NHWC = Images.nhwc(7, 8, 2);

  static Stream<Arguments> pools() {
    return Stream.of(
        arguments(NCHW, max(2, 2).stride(2, 2)),
        arguments(NCHW, max(3, 2).stride(1, 2)),
        arguments(NHWC, max(3, 3).stride(2, 2).padding(1, 1)),
        arguments(NCHW, max(2, 3).stride(2, 3).convolutionMode(ConvolutionMode.Same)),
        arguments(NCHW, max(3, 2).stride(2, 2).convolutionMode(ConvolutionMode.Strict)),
        arguments(NCHW, average(2, 2).stride(2, 2)),
        arguments(NHWC, average(3, 2).stride(1, 1)),
        arguments(NCHW, average(3, 3).stride(2, 2).padding(1, 1)),
        arguments(NCHW, average(3, 3).stride(2, 2).padding(1, 1).avgPoolIncludePadInDivisor(true)),
        arguments(NHWC, average(2, 3).stride(2, 2).convolutionMode(ConvolutionMode.Same)),
        arguments(
            NHWC,
            average(2, 2)
                .stride(1, 1)
                .convolutionMode(ConvolutionMode.Same)
                .avgPoolIncludePadInDivisor(true)));
  }

  private static SubsamplingLayer.Builder max(int height, int width) {
    return new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {height, width});
  }

  private static SubsamplingLayer.Builder average(int height, int width) {
    return new SubsamplingLayer.Builder(PoolingType.AVG, new int[] {height, width});
  }

  private static Layer ternary(int outputs) {
    return new TernaryConv2D.Builder(3, 3)
        .nOut(outputs)
        .padding(1, 1)
        .quantizer(new TernaryQuantizer().perOutput(true))
        .build();
  }

  private static MultiLayerNetwork network(Images images, Layer... middle) {
    Stream<Layer> first = Stream.of(conv(33), norm(), sign());
    Stream<Layer> last = Stream.of(binary(Images.CLASSES), norm(), softmax());
    Layer[] layers =
        Stream.concat(Stream.concat(first, Stream.of(middle)), last).toArray(Layer[]::new);
    return Trained.on(images, null, layers);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pools")
  void ofBits(Images images, SubsamplingLayer.Builder pool) {
    Parity.assertExact(images, network(images, pool.build(), norm(), sign()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pools")
  void ofSums(Images images, SubsamplingLayer.Builder pool) {
    SubsamplingLayer layer = pool.build();
    List<String> compared =
        Parity.assertExact(images, network(images, conv(6), layer, norm(), sign()));
    assertTrue(compared.containsAll(List.of("layer3", "layer6")), compared.toString());
    boolean padded =
        layer.getConvolutionMode() == ConvolutionMode.Same || layer.getPadding()[0] > 0;
    boolean counts =
        layer.getPoolingType() == PoolingType.AVG
            && padded
            && !layer.isAvgPoolIncludePadInDivisor();
    // A mean of fewer pixels at the border is no integer over a number: its norm stays.
    assertEquals(counts, compared.contains("layer5"), compared.toString());
  }

  /** The scales are positive, so they may wait until behind a largest value. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pools")
  void ofScaledSums(Images images, SubsamplingLayer.Builder pool) {
    Parity.assertExact(images, network(images, ternary(6), pool.build(), norm(), sign()));
  }

  /** Where a gamma is negative, the largest sum is not the largest value. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pools")
  void ofNormalizedSums(Images images, SubsamplingLayer.Builder pool) {
    List<String> compared =
        Parity.assertExact(images, network(images, conv(6), norm(), pool.build(), sign()));
    assertTrue(compared.containsAll(List.of("layer3", "layer4", "layer5")), compared.toString());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pools")
  void ofFloats(Images images, SubsamplingLayer.Builder pool) {
    Layer relu = new ActivationLayer(new ActivationReLU());
    Parity.assertExact(
        images, network(images, conv(6), norm(), relu, pool.build(), norm(), sign()));
  }

  static Stream<Arguments> globalPools() {
    return Stream.of(NCHW, NHWC)
        .flatMap(
            images ->
                Stream.of(PoolingType.MAX, PoolingType.AVG, PoolingType.SUM)
                    .map(type -> arguments(images, type)));
  }

  @ParameterizedTest
  @MethodSource("globalPools")
  void ofWholeMaps(Images images, PoolingType type) {
    Parity.assertExact(
        images, network(images, ternary(40), new GlobalPoolingLayer(type), norm(), sign()));
    Parity.assertExact(
        images, network(images, ternary(40), norm(), new GlobalPoolingLayer(type), norm(), sign()));
    if (type != PoolingType.MAX) { // of so many bits one is always 1
      Layer pool = new GlobalPoolingLayer(type);
      Parity.assertExact(images, network(images, conv(40), norm(), sign(), pool, norm(), sign()));
    }
  }

  @Test
  void ofWholeMapsThatStayMaps() {
    Layer pool = new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build();
    Parity.assertExact(NCHW, network(NCHW, conv(40), pool, norm(), sign(), conv(9)));
  }

  @Test
  void ofPixels() {
    MultiLayerNetwork network =
        Trained.on(
            NCHW,
            null,
            max(2, 2).build(),
            average(2, 2).stride(1, 1).build(),
            norm(),
            sign(),
            binary(Images.CLASSES),
            norm(),
            softmax());
    assertEquals("layer0", Parity.assertExact(NCHW, network).get(0));
  }
}
