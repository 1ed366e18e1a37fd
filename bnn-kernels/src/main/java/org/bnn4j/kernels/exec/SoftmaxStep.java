package org.bnn4j.kernels.exec;

/** exp(x - max) / sum of the same, over the channels of every position. */
record SoftmaxStep(int input, int output) implements Step {
  @Override
  public Action bind(Buffers buffers) {
    float[] x = buffers.floats(input);
    float[] p = buffers.floats(output);
    int channels = buffers.edge(output).shape().channels();
    int size = buffers.edge(output).size();
    return rows -> {
      for (int at = 0; at < rows * size; at += channels) {
        softmax(x, p, at, channels);
      }
    };
  }

  private static void softmax(float[] x, float[] p, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      max = Math.max(max, x[i]);
    }
    float sum = 0;
    for (int i = at; i < at + n; i++) {
      p[i] = (float) Math.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = at; i < at + n; i++) {
      p[i] /= sum;
    }
  }
}
