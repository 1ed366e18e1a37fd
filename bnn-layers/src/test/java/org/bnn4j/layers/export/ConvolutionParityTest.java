package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Packed convolutions over bits and over bytes. */
class ConvolutionParityTest {
  static Stream<Arguments> convolutions() {
    return Stream.of(
        over(Images.nchw(5, 5, 1), 1, conv(1, 1).nOut(31)),
        over(Images.nchw(5, 6, 3), 31, conv(3, 3).nOut(33).convolutionMode(ConvolutionMode.Same)),
        over(Images.nchw(6, 5, 1), 33, conv(2, 2).nOut(65).convolutionMode(ConvolutionMode.Same)),
        over(Images.nchw(7, 6, 1), 65, conv(3, 2).nOut(5)),
        over(Images.nchw(7, 7, 3), 3, conv(5, 5).nOut(8).padding(2, 2)),
        over(Images.nchw(7, 6, 1), 32, conv(3, 3).nOut(7).stride(2, 3).padding(1, 0)),
        over(
            Images.nchw(8, 7, 1),
            5,
            conv(2, 3).nOut(7).stride(2, 2).convolutionMode(ConvolutionMode.Same).padValue(1)),
        over(Images.nchw(7, 7, 2), 4, conv(3, 3).nOut(6).padding(1, 2).padValue(-1)),
        over(Images.nchw(8, 9, 1), 33, conv(3, 2).nOut(6).dilation(2, 3)),
        over(
            Images.nchw(6, 6, 1),
            3,
            conv(3, 3).nOut(6).dilation(2, 2).convolutionMode(ConvolutionMode.Same).padValue(-1)),
        over(Images.nchw(5, 8, 1), 5, conv(1, 3).nOut(6).dilation(2, 2)),
        over(Images.nhwc(8, 5, 2), 33, conv(3, 1).nOut(6).dilation(2, 3).padding(2, 0)),
        over(
            Images.nchw(9, 9, 1),
            4,
            conv(3, 3).nOut(6).stride(2, 2).convolutionMode(ConvolutionMode.Strict)),
        over(Images.nchw(7, 5, 1), 4, conv(1, 1).nOut(6).stride(3, 2).hasBias(true)),
        over(Images.nhwc(5, 6, 3), 33, conv(3, 3).nOut(31).padding(1, 1).padValue(1)),
        over(
            Images.nhwc(6, 5, 1),
            4,
            conv(2, 2).nOut(40).stride(1, 2).convolutionMode(ConvolutionMode.Same)),
        over(
            Images.flat(5, 6, 3),
            5,
            conv(3, 3).nOut(6).hasBias(true).activation(new SignSTE()).padding(1, 1)),
        over(Images.nchw(5, 5, 1), 35, new TernaryConv2D.Builder(3, 3).nOut(9).padding(1, 1)),
        over(
            Images.nhwc(5, 5, 2),
            6,
            new TernaryConv2D.Builder(2, 2)
                .nOut(9)
                .quantizer(new TernaryQuantizer().perOutput(true))
                .hasBias(true)),
        over(
            Images.nchw(5, 5, 1),
            6,
            new TernaryConv2D.Builder(3, 3)
                .nOut(9)
                .quantizer(new TernaryQuantizer().scaled(false))
                .convolutionMode(ConvolutionMode.Same)
                .padValue(1)),
        over(Images.nchw(6, 6, 3), 33, new BinaryDepthwiseConv2D.Builder(3, 3).padding(1, 1)),
        over(
            Images.nhwc(6, 5, 1),
            5,
            new BinaryDepthwiseConv2D.Builder(3, 2)
                .depthMultiplier(3)
                .stride(2, 1)
                .convolutionMode(ConvolutionMode.Same)
                .padValue(1)
                .hasBias(true)),
        over(
            Images.nchw(7, 6, 2),
            31,
            new BinaryDepthwiseConv2D.Builder(2, 2).depthMultiplier(2).dilation(2, 2)),
        over(
            Images.nhwc(5, 8, 2),
            5,
            new BinaryDepthwiseConv2D.Builder(1, 2).depthMultiplier(2).dilation(3, 3)),
        over(
            Images.nchw(8, 5, 1),
            4,
            new BinarySeparableConv2D.Builder(2, 1)
                .nOut(5)
                .dilation(2, 2)
                .convolutionMode(ConvolutionMode.Same)
                .padValue(1)),
        over(Images.nchw(5, 8, 1), 6, new TernaryConv2D.Builder(1, 3).nOut(7).dilation(2, 2)),
        over(Images.nchw(6, 6, 1), 33, new BinarySeparableConv2D.Builder(3, 3).nOut(7)),
        over(
            Images.nhwc(5, 6, 2),
            4,
            new BinarySeparableConv2D.Builder(3, 3)
                .nOut(34)
                .depthMultiplier(2)
                .padding(1, 1)
                .padValue(-1)
                .hasBias(true)));
  }

  private static BinaryConv2D.Builder conv(int height, int width) {
    return new BinaryConv2D.Builder(height, width);
  }

  private static Arguments over(
      Images images, int channels, QuantizedConv2D.Builder<?> convolution) {
    return arguments(images, channels, convolution.build());
  }

  @ParameterizedTest(name = "{0}, {1} channels: {2}")
  @MethodSource("convolutions")
  void overBits(Images images, int channels, QuantizedConv2D convolution) {
    MultiLayerNetwork network =
        Trained.on(
            images,
            null,
            conv(1, 1).nOut(channels).build(),
            norm(),
            sign(),
            convolution,
            norm(),
            sign(),
            binary(Images.CLASSES),
            norm(),
            softmax());
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(
        compared.containsAll(List.of("layer0", "layer2", "layer5", "layer6", "layer7")),
        compared.toString());
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("convolutions")
  void overBytes(Images images, int channels, QuantizedConv2D convolution) {
    MultiLayerNetwork network =
        Trained.on(
            images,
            null,
            convolution,
            norm(),
            sign(),
            conv(2, 2).nOut(4).build(),
            norm(),
            sign(),
            binary(Images.CLASSES),
            norm(),
            softmax());
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.containsAll(List.of("layer2", "layer3", "layer5")), compared.toString());
  }
}
