package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Bits;

/** Floats to bits. */
final class SignStep implements Step {
  private final float[] source;
  private final int[] target;
  private final int pixels;
  private final int channels;

  SignStep(float[] source, int[] target, int pixels, int channels) {
    this.source = source;
    this.target = target;
    this.pixels = pixels;
    this.channels = channels;
  }

  @Override
  public void run(int rows) {
    int words = Bits.words(channels);
    for (int pixel = 0; pixel < rows * pixels; pixel++) {
      Bits.pack(source, pixel * channels, channels, target, pixel * words);
    }
  }
}
