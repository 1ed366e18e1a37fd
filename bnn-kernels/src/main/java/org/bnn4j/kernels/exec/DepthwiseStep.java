package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.InputMap;

/** A depthwise convolution of bits, bytes or accumulators. */
final class DepthwiseStep implements Step {
  private final int[][] weights;
  private final SlidingWindow sliding;
  private final InputMap map;
  private final int[] input;
  private final ProductSink sink;

  /** With as many channels as there are outputs: each filter finds its input at its own place. */
  private final int[] padded;

  /** Where each tap's pixel is, from the first one's on. */
  private final int[] taps;

  /** One tap's pixel. C2 makes vector instructions of loops over whole arrays of one length. */
  private final int[] pixel;

  private final int[] sums;

  DepthwiseStep(
      Depthwise depthwise, SlidingWindow sliding, InputMap map, int[] input, ProductSink sink) {
    this.weights = depthwise.taps;
    this.sliding = sliding;
    this.map = map;
    this.input = input;
    this.sink = sink;
    this.taps = sliding.taps();
    this.sums = new int[weights[0].length];
    this.pixel = new int[sums.length];
    this.padded = new int[Buffers.lengthOf(sliding.padded.pixels(), sums.length)];
    Arrays.fill(padded, map.padding());
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
        sink.accept(example * pixels + to, 0, sums.length, sums);
      }
    }
  }

  private void load(int example) {
    int filters = sums.length / sliding.map.channels();
    int row = sliding.map.width() * sliding.map.channels();
    int from = example * sliding.map.size();
    for (int y = 0; y < sliding.map.height(); y++, from += row) {
      int to = sliding.rowInPadded(y) * sums.length;
      if (filters == 1) {
        map(input, from, padded, to, row);
      } else {
        for (int i = 0; i < row; i++, to += filters) {
          int x = map.scale() * input[from + i] - map.offset();
          Arrays.fill(padded, to, to + filters, x);
        }
      }
    }
  }

  private void map(int[] x, int from, int[] z, int to, int n) {
    int scale = map.scale();
    int offset = map.offset();
    for (int i = 0; i < n; i++) {
      z[to + i] = scale * x[from + i] - offset;
    }
  }

  private static void add(int[] w, int[] x, int[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += w[j] * x[j];
    }
  }
}
