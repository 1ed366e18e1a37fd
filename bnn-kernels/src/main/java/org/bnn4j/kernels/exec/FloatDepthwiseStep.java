package org.bnn4j.kernels.exec;

import java.util.Arrays;

/** A depthwise convolution of floats. */
final class FloatDepthwiseStep implements Step {
  private final float[][] weights;
  private final SlidingWindow sweep;
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
      Depthwise depthwise, SlidingWindow sweep, float padding, float[] input, float[] target) {
    this.weights = depthwise.floats();
    this.sweep = sweep;
    this.input = input;
    this.taps = sweep.taps();
    this.sums = new float[weights[0].length];
    this.pixel = new float[sums.length];
    this.padded = new float[Buffers.lengthOf(sweep.padded.pixels(), sums.length)];
    Arrays.fill(padded, padding);
    this.target = target;
  }

  @Override
  public void run(int examples) {
    int pixels = sweep.output.pixels();
    for (int example = 0; example < examples; example++) {
      load(example);
      for (int to = 0; to < pixels; to++) {
        Arrays.fill(sums, 0);
        int origin = sweep.origin(to);
        for (int tap = 0; tap < taps.length; tap++) {
          System.arraycopy(padded, (origin + taps[tap]) * sums.length, pixel, 0, sums.length);
          add(weights[tap], pixel, sums);
        }
        System.arraycopy(sums, 0, target, (example * pixels + to) * sums.length, sums.length);
      }
    }
  }

  private void load(int example) {
    int filters = sums.length / sweep.map.channels();
    if (filters == 1) {
      sweep.copyIntoPadded(input, example, padded);
      return;
    }
    int row = sweep.map.width() * sweep.map.channels();
    int from = example * sweep.map.size();
    for (int y = 0; y < sweep.map.height(); y++) {
      int to = sweep.rowInPadded(y) * sums.length;
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
