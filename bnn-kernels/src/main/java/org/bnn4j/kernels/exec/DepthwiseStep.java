package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.InputMap;

/** A depthwise convolution of bits, bytes or accumulators. */
final class DepthwiseStep implements Step {
  private final int[][] taps;
  private final Sweep sweep;
  private final InputMap map;
  private final IntView input;
  private final ProductSink sink;

  /** With as many channels as there are outputs: each filter finds its input at its own place. */
  private final int[] padded;

  private final int[] sums;

  DepthwiseStep(Depthwise weights, Sweep sweep, InputMap map, IntView input, ProductSink sink) {
    this.taps = weights.taps;
    this.sweep = sweep;
    this.map = map;
    this.input = input;
    this.sink = sink;
    this.sums = new int[taps[0].length];
    this.padded = new int[Buffers.lengthOf(sweep.padded.pixels(), sums.length)];
    Arrays.fill(padded, map.padding());
  }

  @Override
  public void run(int examples) {
    input.fill(examples);
    int pixels = sweep.output.pixels();
    for (int example = 0; example < examples; example++) {
      load(example);
      for (int pixel = 0; pixel < pixels; pixel++) {
        Arrays.fill(sums, 0);
        for (int tap = 0; tap < taps.length; tap++) {
          int width = sweep.window.width();
          int source = sweep.source(pixel, tap / width, tap % width);
          add(taps[tap], padded, source * sums.length, sums);
        }
        sink.accept(example * pixels + pixel, 0, sums.length, sums);
      }
    }
  }

  private void load(int example) {
    int channels = sweep.map.channels();
    int filters = sums.length / channels;
    int at = example * sweep.map.size();
    for (int y = 0; y < sweep.map.height(); y++) {
      int to = sweep.rowInPadded(y) * sums.length;
      for (int i = 0; i < sweep.map.width() * channels; i++) {
        int x = map.scale() * input.values[at++] - map.offset();
        for (int filter = 0; filter < filters; filter++) {
          padded[to++] = x;
        }
      }
    }
  }

  private static void add(int[] w, int[] x, int at, int[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += w[j] * x[at + j];
    }
  }
}
