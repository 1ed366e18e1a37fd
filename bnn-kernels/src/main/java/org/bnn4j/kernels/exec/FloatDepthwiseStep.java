package org.bnn4j.kernels.exec;

import java.util.Arrays;

/** A depthwise convolution of floats. */
final class FloatDepthwiseStep implements Step {
  private final float[][] weights;
  private final SlidingWindow sliding;
  private final float[] input;

  /** With as many channels as there are outputs: each filter finds its input at its own place. */
  private final float[] padded;

  /** Where each tap's pixel is, from the first one's on. */
  private final int[] taps;

  /** One tap's pixel. C2 makes vector instructions of loops over whole arrays of one length. */
  private final float[] pixel;

  private final float[] sums;
  private final float[] target;

  FloatDepthwiseStep(
      Depthwise depthwise, SlidingWindow sliding, float padding, float[] input, float[] target) {
    this.weights = depthwise.floats();
    this.sliding = sliding;
    this.input = input;
    this.taps = sliding.taps();
    this.sums = new float[weights[0].length];
    this.pixel = new float[sums.length];
    this.padded = new float[Buffers.lengthOf(sliding.padded.pixels(), sums.length)];
    Arrays.fill(padded, padding);
    this.target = target;
  }

  @Override
  public void run(int examples) {
    int pixels = sliding.output.pixels();
    for (int example = 0; example < examples; example++) {
      load(example);
      for (int to = 0; to < pixels; to++) {
        Arrays.fill(sums, 0);
        int origin = sliding.origin(to);
        for (int tap = 0; tap < taps.length; tap++) {
          System.arraycopy(padded, (origin + taps[tap]) * sums.length, pixel, 0, sums.length);
          add(weights[tap], pixel, sums);
        }
        System.arraycopy(sums, 0, target, (example * pixels + to) * sums.length, sums.length);
      }
    }
  }

  private void load(int example) {
    int filters = sums.length / sliding.map.channels();
    if (filters == 1) {
      sliding.copyIntoPadded(input, example, padded);
      return;
    }
    int row = sliding.map.width() * sliding.map.channels();
    int from = example * sliding.map.size();
    for (int y = 0; y < sliding.map.height(); y++) {
      int to = sliding.rowInPadded(y) * sums.length;
      for (int i = 0; i < row; i++, to += filters) {
        Arrays.fill(padded, to, to + filters, input[from++]);
      }
    }
  }

  private static void add(float[] w, float[] x, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += w[j] * x[j];
    }
  }
}
