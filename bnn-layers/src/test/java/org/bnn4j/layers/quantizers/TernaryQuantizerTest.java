package org.bnn4j.layers.quantizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TernaryQuantizerTest {

  private record Quantized(double[][] levels, double[] scales) {}

  private static Quantized quantize(TernaryQuantizer quantizer, INDArray latent) {
    INDArray levels = Nd4j.valueArrayOf(latent.shape(), 9.0, latent.dataType());
    INDArray scales = Nd4j.valueArrayOf(new long[] {latent.size(0)}, 9.0, latent.dataType());
    quantizer.quantize(latent, levels);
    quantizer.scales(latent, levels, scales);
    return new Quantized(levels.toDoubleMatrix(), scales.toDoubleVector());
  }

  private static Quantized quantize(TernaryQuantizer quantizer, double[][] latent) {
    return quantize(quantizer, Nd4j.createFromArray(latent));
  }

  @Test
  void paperDefaultIsOneThresholdAndScaleForTheLayer() {
    // mean |w| = 0.5, threshold 0.35, scale mean of {0.4, 1.0, 1.1}.
    double[][] w = {{0.4, -0.3, 0.1}, {1.0, -1.1, 0.1}};
    Quantized q = quantize(new TernaryQuantizer(), w);
    assertArrayEquals(new double[] {1, 0, 0}, q.levels[0]);
    assertArrayEquals(new double[] {1, -1, 0}, q.levels[1]);
    assertArrayEquals(new double[] {2.5 / 3, 2.5 / 3}, q.scales, 1e-15);
  }

  @Test
  void perOutput() {
    // Row means 0.2 and 0.8, thresholds 0.14 and 0.56.
    double[][] w = {{0.4, -0.15, 0.05}, {1.0, -1.1, 0.3}};
    Quantized q = quantize(new TernaryQuantizer().perOutput(true), w);
    assertArrayEquals(new double[] {1, -1, 0}, q.levels[0]);
    assertArrayEquals(new double[] {1, -1, 0}, q.levels[1]);
    assertArrayEquals(new double[] {0.275, 1.05}, q.scales, 1e-15);
  }

  @Test
  void fixedThresholdIsStrict() {
    double up = Math.nextUp(0.5);
    double[][] w = {{0.5, -0.5, up, -up, 0.0, -0.0, Double.NaN, 0.499}};
    Quantized q = quantize(new TernaryQuantizer().fixedThreshold(0.5).scaled(false), w);
    assertArrayEquals(new double[] {0, 0, 1, -1, 0, 0, 0, 0}, q.levels[0]);
    assertArrayEquals(new double[] {1}, q.scales);
  }

  @Test
  void zeroThresholdKeepsEveryWeightButZero() {
    double[][] w = {{1e-30, -1e-30, 0.0, -0.0}};
    Quantized q = quantize(new TernaryQuantizer().thresholdFactor(0), w);
    assertArrayEquals(new double[] {1, -1, 0, 0}, q.levels[0]);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void allZeroWeightsHaveScaleOne(TernaryQuantizer quantizer) {
    Quantized q = quantize(quantizer, new double[][] {{0.0, -0.0}, {0.0, 0.0}});
    assertArrayEquals(new double[][] {{0, 0}, {0, 0}}, q.levels);
    assertArrayEquals(new double[] {1, 1}, q.scales);
  }

  @Test
  void nanTakesItsMeanWithIt() {
    double[][] w = {{Double.NaN, 1}, {1, -1}};
    Quantized perLayer = quantize(new TernaryQuantizer(), w);
    assertArrayEquals(new double[][] {{0, 0}, {0, 0}}, perLayer.levels);
    assertArrayEquals(new double[] {1, 1}, perLayer.scales);
    Quantized perOutput = quantize(new TernaryQuantizer().perOutput(true), w);
    assertArrayEquals(new double[][] {{0, 0}, {1, -1}}, perOutput.levels);
    assertArrayEquals(new double[] {1, 1}, perOutput.scales);
  }

  @Test
  void nothingIsAboveAnInfiniteMean() {
    double[][] w = {{Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1}};
    assertArrayEquals(new double[][] {{0, 0, 0}}, quantize(new TernaryQuantizer(), w).levels);
  }

  static Stream<TernaryQuantizer> variants() {
    TernaryQuantizer paper = new TernaryQuantizer();
    return Stream.of(
        paper,
        paper.perOutput(true),
        paper.thresholdFactor(1.2),
        paper.fixedThreshold(0.3),
        paper.fixedThreshold(0.3).perOutput(true).scaled(false));
  }

  /** Against a plain loop, over sizes that do not divide evenly, in both types, through a view. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void largeMatricesAgreeWithTheFormula(DataType type) {
    int rows = 301;
    int fanIn = 1003;
    INDArray flat = Nd4j.randn(type, 17 + (long) rows * fanIn);
    INDArray view = flat.get(NDArrayIndex.interval(17, flat.length())).reshape('c', rows, fanIn);
    double[][] w = view.toDoubleMatrix();
    for (boolean perOutput : new boolean[] {false, true}) {
      Quantized q = quantize(new TernaryQuantizer().perOutput(perOutput), view);
      double layerMean =
          Stream.of(w).mapToDouble(TernaryQuantizerTest::mean).average().orElseThrow();
      double used = 0;
      double count = 0;
      for (int row = 0; row < rows; row++) {
        double threshold = 0.7 * (perOutput ? mean(w[row]) : layerMean);
        used = perOutput ? 0 : used;
        count = perOutput ? 0 : count;
        for (int i = 0; i < fanIn; i++) {
          boolean above = Math.abs(w[row][i]) > threshold;
          assertEquals(above ? Math.signum(w[row][i]) : 0, q.levels[row][i]);
          used += above ? Math.abs(w[row][i]) : 0;
          count += above ? 1 : 0;
        }
        if (perOutput) {
          assertEquals(used / count, q.scales[row], 1e-6);
        }
      }
      if (!perOutput) {
        assertEquals(used / count, q.scales[0], 1e-6);
        assertEquals(q.scales[0], q.scales[rows - 1]);
      }
    }
  }

  private static double mean(double[] row) {
    double sum = 0;
    for (double w : row) {
      sum += Math.abs(w);
    }
    return sum / row.length;
  }

  @Test
  void refusesThresholdsAndScalesOutOfRange() {
    TernaryQuantizer q = new TernaryQuantizer();
    assertThrows(IllegalArgumentException.class, () -> q.fixedThreshold(-0.1));
    assertThrows(IllegalArgumentException.class, () -> q.fixedThreshold(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> q.thresholdFactor(Double.POSITIVE_INFINITY));
    INDArray w = Nd4j.ones(3, 4);
    String message =
        assertThrows(IllegalArgumentException.class, () -> q.scales(w, w, Nd4j.ones(4)))
            .getMessage();
    assertTrue(message.contains("[4]") && message.contains("[3, 4]"), message);
  }

  @Test
  void equalityFollowsTheSettings() {
    assertEquals(5, variants().distinct().count());
    assertEquals(
        new TernaryQuantizer(), new TernaryQuantizer().fixedThreshold(1).thresholdFactor(0.7));
    assertNotEquals(new TernaryQuantizer(), new TernaryQuantizer().scaled(false));
  }
}
