package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Pool;

/** The largest, the sum or the mean of floats. */
final class FloatPoolStep extends PoolStep {
  private final Pool.Kind kind;
  private final float[] input;
  private final int channels;
  private final float[] target;

  FloatPoolStep(Pool.Kind kind, SlidingWindow sliding, float[] input, float[] target) {
    super(sliding);
    this.kind = kind;
    this.input = input;
    this.channels = sliding.map.channels();
    this.target = target;
  }

  @Override
  void begin(int outputPixel) {
    float start = kind == Pool.Kind.MAX ? Float.NEGATIVE_INFINITY : 0;
    Arrays.fill(target, outputPixel * channels, (outputPixel + 1) * channels, start);
  }

  @Override
  void take(int inputPixel, int outputPixel) {
    int from = inputPixel * channels;
    int to = outputPixel * channels;
    for (int c = 0; c < channels; c++) {
      float x = input[from + c];
      target[to + c] = kind == Pool.Kind.MAX ? Math.max(target[to + c], x) : target[to + c] + x;
    }
  }

  @Override
  void end(int outputPixel, int count) {
    for (int c = 0; c < channels && kind == Pool.Kind.MEAN; c++) {
      target[outputPixel * channels + c] /= count;
    }
  }
}
