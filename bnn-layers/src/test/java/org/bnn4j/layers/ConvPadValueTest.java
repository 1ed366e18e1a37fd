package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.internal.impl.ConvWindow;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer with a padding value does what one without padding does with padded images. */
class ConvPadValueTest {

  private static final int HEIGHT = 6;
  private static final int WIDTH = 9;

  /** The same layer twice: with the padding, and without. */
  private record Twins(QuantizedConv2D padded, QuantizedConv2D bare) {}

  static List<Twins> twins() {
    List<Twins> twins = new ArrayList<>();
    for (int value : new int[] {-1, 0, 1}) {
      for (CNN2DFormat format : CNN2DFormat.values()) {
        for (int kernel : new int[] {2, 3}) {
          for (int stride : new int[] {1, 2}) {
            for (ConvolutionMode mode :
                new ConvolutionMode[] {ConvolutionMode.Same, ConvolutionMode.Truncate}) {
              for (int kind = 0; kind < 3; kind++) {
                QuantizedConv2D.Builder<?> builder = builder(kind);
                builder.nIn(3).kernelSize(kernel).stride(stride).dataFormat(format);
                builder.hasBias(true).convolutionMode(ConvolutionMode.Truncate);
                QuantizedConv2D bare = builder.build();
                builder.padValue(value).padding(mode == ConvolutionMode.Same ? 0 : 1);
                twins.add(new Twins(builder.convolutionMode(mode).build(), bare));
              }
            }
          }
        }
      }
    }
    return twins;
  }

  private static QuantizedConv2D.Builder<?> builder(int kind) {
    return switch (kind) {
      case 0 -> new TernaryConv2D.Builder().nOut(4);
      case 1 -> new BinaryDepthwiseConv2D.Builder();
      default -> new BinarySeparableConv2D.Builder().nOut(4);
    };
  }

  @ParameterizedTest
  @MethodSource("twins")
  void equalsExplicitPadding(Twins twins) {
    boolean channelsLast = twins.padded.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    INDArray images =
        channelsLast
            ? Nets.uniform(DataType.FLOAT, 1, 2, HEIGHT, WIDTH, 3)
            : Nets.uniform(DataType.FLOAT, 1, 2, 3, HEIGHT, WIDTH);
    ConvWindow window = ConvWindow.of(twins.padded, HEIGHT, WIDTH);
    int rows = channelsLast ? 1 : 2;
    long[] shape = images.shape().clone();
    shape[rows] += window.top() + window.bottom();
    shape[rows + 1] += window.left() + window.right();
    INDArray around = Nd4j.valueArrayOf(shape, (double) twins.padded.padValue(), DataType.FLOAT);
    INDArrayIndex[] inside = NDArrayIndex.allFor(around);
    inside[rows] = NDArrayIndex.interval(window.top(), window.top() + HEIGHT);
    inside[rows + 1] = NDArrayIndex.interval(window.left(), window.left() + WIDTH);
    around.get(inside).assign(images);

    MultiLayerNetwork net = Nets.net(DataType.FLOAT, twins.padded);
    MultiLayerNetwork bare = Nets.net(DataType.FLOAT, twins.bare);
    bare.setParams(net.params());
    assertClose(bare.output(around), net.output(images));
    INDArray expected = forward(bare, around);
    assertClose(expected, forward(net, images));
    INDArray epsilon = Nets.uniform(DataType.FLOAT, 2, expected.shape());
    var expectedGradients = bare.backpropGradient(epsilon, null);
    var gradients = net.backpropGradient(epsilon, null);
    assertClose(expectedGradients.getFirst().gradient(), gradients.getFirst().gradient());
    assertClose(expectedGradients.getSecond().get(inside), gradients.getSecond());
  }

  private static INDArray forward(MultiLayerNetwork net, INDArray images) {
    net.setInput(images);
    return net.feedForward(true, false).get(1);
  }

  private static void assertClose(INDArray expected, INDArray actual) {
    assertTrue(expected.amaxNumber().doubleValue() > 0.1);
    assertTrue(
        expected.equalsWithEps(actual, 1e-4), () -> "expected " + expected + " got " + actual);
  }
}
