package org.bnn4j.kernels.exec;

import java.util.Arrays;

/** A depthwise convolution of floats. */
final class FloatDepthwiseStep implements Step {
  private final int[][] taps;
  private final Sweep sweep;
  private final FloatView input;
  private final float[] padded;
  private final float[] target;

  FloatDepthwiseStep(
      Depthwise weights, Sweep sweep, float padding, FloatView input, float[] target) {
    this.taps = weights.taps;
    this.sweep = sweep;
    this.input = input;
    this.padded = new float[sweep.padded.size()];
    Arrays.fill(padded, padding);
    this.target = target;
  }

  @Override
  public void run(int examples) {
    input.fill(examples);
    int outputs = taps[0].length;
    int pixels = sweep.output.pixels();
    Arrays.fill(target, 0, examples * pixels * outputs, 0);
    for (int example = 0; example < examples; example++) {
      sweep.copyIntoPadded(input.values, example, padded);
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int tap = 0; tap < taps.length; tap++) {
          int width = sweep.window.width();
          int source = sweep.source(pixel, tap / width, tap % width);
          add(taps[tap], source, (example * pixels + pixel) * outputs);
        }
      }
    }
  }

  private void add(int[] w, int sourcePixel, int to) {
    int channels = sweep.map.channels();
    int filters = w.length / channels;
    for (int output = 0; output < w.length; output++) {
      target[to + output] += w[output] * padded[sourcePixel * channels + output / filters];
    }
  }
}
