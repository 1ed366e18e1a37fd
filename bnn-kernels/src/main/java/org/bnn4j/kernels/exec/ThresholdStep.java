package org.bnn4j.kernels.exec;

/** Accumulators in memory to bits, where a threshold is not fused with a product. */
final class ThresholdStep implements Step {
  private final int[] accumulators;
  private final ProductSink sink;
  private final int pixels;
  private final int channels;

  ThresholdStep(int[] accumulators, ProductSink sink, int pixels, int channels) {
    this.accumulators = accumulators;
    this.sink = sink;
    this.pixels = pixels;
    this.channels = channels;
  }

  @Override
  public void run(int rows) {
    for (int pixel = 0; pixel < rows * pixels; pixel++) {
      sink.pack(accumulators, pixel * channels, channels, pixel);
    }
  }
}
