package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every accumulator from -255 to 255 against every threshold that it can meet, and those that it
 * cannot. One byte with a weight of +1 or -1 reaches them all.
 */
class ThresholdTest {
  private static final int ROWS = 256;
  private static final int MOST = 300;

  static List<String> paths() {
    return KernelPaths.available();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyAccumulatorFused(String path) {
    check(path, false);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyAccumulatorUnfused(String path) {
    check(path, true);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void bitsCountAsMinus1And1(String path) {
    int[] limits = {-Threshold.NEVER, -2, -1, 0, 1, 2, Threshold.NEVER};
    int n = 5 * limits.length;
    int[] all = new int[n];
    Arrays.setAll(all, i -> limits[i % limits.length]);
    for (int flip = 0; flip <= 1; flip++) {
      int[] flips = {-flip, -flip & Bits.lastWordMask(n)};
      BnnModel model =
          BnnModel.of(
                  GraphBuilder.input(EdgeKind.FLOAT, new Shape(2, 1, n))
                      .then("bits", new Sign())
                      .then("turned", new Threshold(all, flips))
                      .then("floats", new Channelwise(List.of()))
                      .build())
              .onKernels(path);
      float[] x = new float[2 * 2 * n];
      for (int i = 0; i < x.length; i++) {
        x[i] = i / limits.length % 2 == 0 ? 1 : -1;
      }
      float[] turned = new float[x.length];
      try (BnnSession session = model.newSession(2)) {
        session.run(x, 2, turned);
      }
      for (int i = 0; i < x.length; i++) {
        boolean reached = x[i] >= all[i % n];
        assertEquals(reached ^ flip == 1 ? 1 : -1, turned[i], x[i] + " >= " + all[i % n]);
      }
    }
  }

  private static void check(String path, boolean tracing) {
    int[] limits = limits();
    int[] flips = new int[Bits.words(limits.length)];
    for (int weight = -1; weight <= 1; weight += 2) {
      for (int flip = 0; flip <= 1; flip++) {
        Arrays.fill(flips, -flip);
        flips[flips.length - 1] &= Bits.lastWordMask(limits.length);
        BnnModel model = model(limits, flips, weight).onKernels(path);
        float[] bits = new float[ROWS * limits.length];
        try (BnnSession session =
            tracing ? model.newTracingSession(ROWS) : model.newSession(ROWS)) {
          session.run(everyByte(), ROWS, bits);
        }
        for (int i = 0; i < bits.length; i++) {
          int accumulator = weight * (i / limits.length);
          boolean reached = accumulator >= limits[i % limits.length];
          assertEquals(
              reached ^ flip == 1 ? 1 : -1,
              bits[i],
              accumulator + " >= " + limits[i % limits.length] + ", flip " + flip);
        }
      }
    }
  }

  private static int[] limits() {
    int[] limits = new int[2 * MOST + 3];
    for (int i = 0; i <= 2 * MOST; i++) {
      limits[i] = i - MOST;
    }
    limits[2 * MOST + 1] = Threshold.NEVER;
    limits[2 * MOST + 2] = -Threshold.NEVER;
    return limits;
  }

  private static BnnModel model(int[] limits, int[] flips, int weight) {
    int[] weights = new int[limits.length];
    Arrays.fill(weights, weight);
    return BnnModel.of(
        GraphBuilder.input(EdgeKind.BYTE, 1)
            .then("product", RandomModels.binary(limits.length, 1, weights))
            .then("bits", new Threshold(limits, flips.clone()))
            .then("floats", new Channelwise(List.of()))
            .build());
  }

  private static byte[] everyByte() {
    byte[] bytes = new byte[ROWS];
    for (int i = 0; i < ROWS; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
