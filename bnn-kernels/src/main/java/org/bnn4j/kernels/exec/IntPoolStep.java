package org.bnn4j.kernels.exec;

import java.util.Arrays;

/** The largest or the sum of integers. */
final class IntPoolStep extends PoolStep {
  private final boolean max;
  private final int[] input;
  private final int channels;

  /** One pixel. C2 makes vector instructions of loops over whole arrays of one length. */
  private final int[] pixel;

  private final int[] pooled;
  private final Object target;

  /**
   * Makes a step.
   *
   * @param target accumulators, or bytes, among which there are only largest ones
   */
  IntPoolStep(boolean max, SlidingWindow sliding, int[] input, Object target) {
    super(sliding);
    this.max = max;
    this.input = input;
    this.channels = sliding.map.channels();
    this.pixel = new int[channels];
    this.pooled = new int[channels];
    this.target = target;
  }

  @Override
  void begin(int outputPixel) {
    Arrays.fill(pooled, max ? Integer.MIN_VALUE : 0);
  }

  @Override
  void take(int inputPixel, int outputPixel) {
    System.arraycopy(input, inputPixel * channels, pixel, 0, channels);
    if (max) {
      max(pixel, pooled);
    } else {
      add(pixel, pooled);
    }
  }

  @Override
  void end(int outputPixel, int count) {
    int at = outputPixel * channels;
    if (target instanceof byte[] bytes) {
      for (int c = 0; c < channels; c++) {
        bytes[at + c] = (byte) pooled[c];
      }
    } else {
      System.arraycopy(pooled, 0, target, at, channels);
    }
  }

  private static void max(int[] x, int[] z) {
    for (int c = 0; c < z.length; c++) {
      z[c] = Math.max(z[c], x[c]);
    }
  }

  private static void add(int[] x, int[] z) {
    for (int c = 0; c < z.length; c++) {
      z[c] += x[c];
    }
  }
}
