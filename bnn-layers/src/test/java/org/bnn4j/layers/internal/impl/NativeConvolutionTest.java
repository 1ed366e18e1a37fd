package org.bnn4j.layers.internal.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bnn4j.layers.BinaryConv2D;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NativeConvolutionTest {

  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();
  private static final int BATCH = 32;
  private static final int CHANNELS = 16;

  private static INDArray signs(DataType type, long... shape) {
    Random random = new Random(shape[1]);
    INDArray signs = Nd4j.create(type, shape, 'c');
    for (long i = 0; i < signs.length(); i++) {
      signs.putScalar(i, random.nextBoolean() ? 1 : -1);
    }
    return signs;
  }

  private record Case(CNN2DFormat format, int padHeight, int padWidth) {

    BinaryConv2D conf() {
      return new BinaryConv2D.Builder(3)
          .nIn(CHANNELS)
          .nOut(CHANNELS)
          .convolutionMode(ConvolutionMode.Truncate)
          .padding(padHeight, padWidth)
          .dataFormat(format)
          .build();
    }

    long[] images(int height, int width) {
      return format == CNN2DFormat.NCHW
          ? new long[] {BATCH, CHANNELS, height, width}
          : new long[] {BATCH, height, width, CHANNELS};
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (CNN2DFormat format : CNN2DFormat.values()) {
      cases.add(new Case(format, 0, 0));
      cases.add(new Case(format, 1, 1));
      cases.add(new Case(format, 1, 0));
      cases.add(new Case(format, 0, 1));
    }
    return cases;
  }

  /**
   * Doubles never go through oneDNN. On AVX-512 this shape would go through Winograd's algorithm.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void sumsOfIntegersAreExactHoweverManyColumnsAreAdded(Case c) {
    INDArray x = signs(DataType.FLOAT, c.images(8, 9));
    INDArray weights = signs(DataType.FLOAT, CHANNELS, CHANNELS, 3, 3);
    NativeConvolution convolution = NativeConvolution.full(c.conf(), ConvPadding.of(c.conf(), x));
    long[] shape = c.images(6 + 2 * c.padHeight, 7 + 2 * c.padWidth);
    INDArray expected = Nd4j.create(DataType.DOUBLE, shape, 'c');
    convolution.forward(x.castTo(DataType.DOUBLE), weights.castTo(DataType.DOUBLE), expected, NONE);
    INDArray z = Nd4j.create(DataType.FLOAT, shape, 'c');
    convolution.forward(x, weights, z, NONE);
    assertEquals(0, expected.sub(z).amaxNumber().doubleValue());
    convolution.forward(x, weights, z.assign(9), 1, NONE);
    assertEquals(0, expected.sub(z).amaxNumber().doubleValue());
  }
}
