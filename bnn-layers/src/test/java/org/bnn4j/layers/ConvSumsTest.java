package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** For inputs -1 and +1, float outputs are to the last bit what loops over integers find. */
class ConvSumsTest {

  private static final int BATCH = 2;
  private static final int CHANNELS = 33;
  private static final int HEIGHT = 6;
  private static final int WIDTH = 7;
  private static final int PADDING = 2;

  private record Case(
      int padValue,
      CNN2DFormat format,
      ConvolutionMode mode,
      int kernel,
      int stride,
      int dilation) {

    <T extends QuantizedConv2D.Builder<T>> T configure(T builder) {
      return builder
          .nIn(CHANNELS)
          .kernelSize(kernel)
          .stride(stride)
          .dilation(dilation)
          .convolutionMode(mode)
          .padding(mode == ConvolutionMode.Same ? 0 : PADDING)
          .padValue(padValue)
          .dataFormat(format);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int padValue : new int[] {0, 1, -1}) {
      for (CNN2DFormat format : CNN2DFormat.values()) {
        for (ConvolutionMode mode :
            new ConvolutionMode[] {ConvolutionMode.Same, ConvolutionMode.Truncate}) {
          cases.add(new Case(padValue, format, mode, 3, 1, 1));
          cases.add(new Case(padValue, format, mode, 2, 1, 1));
          cases.add(new Case(padValue, format, mode, 3, 2, 2));
          cases.add(new Case(padValue, format, mode, 1, 4, 1)); // Leaves pixels out.
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void binary(Case c) {
    MultiLayerNetwork net =
        Nets.net(DataType.FLOAT, c.configure(new BinaryConv2D.Builder()).nOut(5).build());
    assertSums(c, net, levels(net.getParam("0_W")), Nd4j.ones(DataType.FLOAT, 5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scaledTernary(Case c) {
    TernaryConv2D layer =
        c.configure(new TernaryConv2D.Builder())
            .nOut(4)
            .quantizer(new TernaryQuantizer().perOutput(true))
            .build();
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, layer);
    INDArray rows = net.getParam("0_W").reshape('c', 4, (long) CHANNELS * c.kernel * c.kernel);
    INDArray levels = rows.ulike();
    INDArray scales = Nd4j.create(DataType.FLOAT, 4);
    layer.quantizer().quantize(rows, levels);
    layer.quantizer().scales(rows, levels, scales);
    assertSums(c, net, levels.reshape('c', net.getParam("0_W").shape()), scales);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void depthwise(Case c) {
    BinaryDepthwiseConv2D.Builder builder = c.configure(new BinaryDepthwiseConv2D.Builder());
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, builder.depthMultiplier(2).build());
    INDArray levels = levels(net.getParam("0_W"));
    INDArray kernels = Nd4j.zeros(DataType.FLOAT, 2 * CHANNELS, CHANNELS, c.kernel, c.kernel);
    for (int out = 0; out < 2 * CHANNELS; out++) {
      for (int i = 0; i < c.kernel; i++) {
        for (int j = 0; j < c.kernel; j++) {
          kernels.putScalar(out, out / 2, i, j, levels.getDouble(i, j, out / 2, out % 2));
        }
      }
    }
    assertSums(c, net, kernels, Nd4j.ones(DataType.FLOAT, 2 * CHANNELS));
  }

  /** The two steps in one: a kernel of integers. */
  @ParameterizedTest
  @MethodSource("cases")
  void separable(Case c) {
    BinarySeparableConv2D.Builder builder = c.configure(new BinarySeparableConv2D.Builder());
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, builder.depthMultiplier(2).nOut(3).build());
    INDArray depthwise = levels(net.getParam("0_W"));
    INDArray pointwise = levels(net.getParam("0_pW"));
    INDArray kernels = Nd4j.zeros(DataType.FLOAT, 3, CHANNELS, c.kernel, c.kernel);
    for (int out = 0; out < 3; out++) {
      for (int in = 0; in < CHANNELS; in++) {
        for (int i = 0; i < c.kernel; i++) {
          for (int j = 0; j < c.kernel; j++) {
            double sum = 0;
            for (int m = 0; m < 2; m++) {
              double level = pointwise.getDouble(out, 2 * in + m, 0, 0);
              sum += level * depthwise.getDouble(m, in, i, j);
            }
            kernels.putScalar(out, in, i, j, sum);
          }
        }
      }
    }
    assertSums(c, net, kernels, Nd4j.ones(DataType.FLOAT, 3));
  }

  private static INDArray levels(INDArray latents) {
    return new SignSTE().getActivation(latents.dup('c'), false);
  }

  private static void assertSums(Case c, MultiLayerNetwork net, INDArray kernels, INDArray scales) {
    Random random = new Random(5);
    INDArray images = Nd4j.create(DataType.FLOAT, BATCH, CHANNELS, HEIGHT, WIDTH);
    for (long i = 0; i < images.length(); i++) {
      images.putScalar(i, random.nextBoolean() ? 1 : -1);
    }
    boolean channelsLast = c.format == CNN2DFormat.NHWC;
    INDArray output = net.output(channelsLast ? images.permute(0, 2, 3, 1).dup('c') : images);
    INDArray actual = channelsLast ? output.permute(0, 3, 1, 2) : output;
    int[][][][] image = integers(images);
    int[][][][] kernel = integers(kernels);
    int height = outputSize(c, HEIGHT);
    int width = outputSize(c, WIDTH);
    assertEquals(List.of(BATCH, kernel.length, height, width), sizes(actual));
    int distinct = 0;
    int previous = 0;
    for (int n = 0; n < BATCH; n++) {
      for (int out = 0; out < kernel.length; out++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int sum = sum(c, image[n], kernel[out], y, x);
            assertEquals(sum * scales.getFloat(out), actual.getFloat(n, out, y, x), 0f);
            distinct += sum != previous ? 1 : 0;
            previous = sum;
          }
        }
      }
    }
    assertTrue(distinct > 10, "sums should vary");
  }

  private static int outputSize(Case c, int size) {
    if (c.mode == ConvolutionMode.Same) {
      return (int) Math.ceil(size / (double) c.stride);
    }
    int covered = (c.kernel - 1) * c.dilation + 1;
    return Math.floorDiv(size + 2 * PADDING - covered, c.stride) + 1;
  }

  private static int sum(Case c, int[][][] image, int[][][] kernel, int y, int x) {
    int top = before(c, HEIGHT);
    int left = before(c, WIDTH);
    int sum = 0;
    for (int in = 0; in < kernel.length; in++) {
      for (int i = 0; i < c.kernel; i++) {
        for (int j = 0; j < c.kernel; j++) {
          int row = y * c.stride + i * c.dilation - top;
          int column = x * c.stride + j * c.dilation - left;
          boolean inside = row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH;
          sum += kernel[in][i][j] * (inside ? image[in][row][column] : c.padValue);
        }
      }
    }
    return sum;
  }

  private static int before(Case c, int size) {
    if (c.mode != ConvolutionMode.Same) {
      return PADDING;
    }
    int covered = (c.kernel - 1) * c.dilation + 1;
    return Math.max(0, (outputSize(c, size) - 1) * c.stride + covered - size) / 2;
  }

  private static int[][][][] integers(INDArray array) {
    List<Integer> size = sizes(array);
    int[][][][] values = new int[size.get(0)][size.get(1)][size.get(2)][size.get(3)];
    for (int a = 0; a < size.get(0); a++) {
      for (int b = 0; b < size.get(1); b++) {
        for (int c = 0; c < size.get(2); c++) {
          for (int d = 0; d < size.get(3); d++) {
            values[a][b][c][d] = array.getInt(a, b, c, d);
          }
        }
      }
    }
    return values;
  }

  private static List<Integer> sizes(INDArray array) {
    return List.of(
        (int) array.size(0), (int) array.size(1), (int) array.size(2), (int) array.size(3));
  }
}
