package org.bnn4j.kernels.exec;

/** A softmax over the channels of every pixel. */
final class SoftmaxStep implements Step {
  private final float[] source;
  private final float[] target;
  private final int pixels;
  private final int channels;

  SoftmaxStep(float[] source, float[] target, int pixels, int channels) {
    this.source = source;
    this.target = target;
    this.pixels = pixels;
    this.channels = channels;
  }

  @Override
  public void run(int rows) {
    for (int pixel = 0; pixel < rows * pixels; pixel++) {
      softmax(source, target, pixel * channels, (pixel + 1) * channels);
    }
  }

  private static void softmax(float[] x, float[] p, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    float sum = 0;
    for (int i = from; i < to; i++) {
      p[i] = (float) Math.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = from; i < to; i++) {
      p[i] /= sum;
    }
  }
}
