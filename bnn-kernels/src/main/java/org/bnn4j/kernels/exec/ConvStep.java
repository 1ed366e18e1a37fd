package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.AccumulatorSink;
import org.bnn4j.kernels.paths.IntProduct;

/** A packed convolution: one product whose rows are the windows, one per output pixel. */
final class ConvStep implements Step, AccumulatorSink {
  private final IntProduct.Worker worker;
  private final IntRows rows;
  private final PaddingCorrection correction;
  private final ProductSink sink;
  private final int pixels;
  private int example;
  private int firstPixel;

  ConvStep(IntProduct product, IntRows rows, PaddingCorrection correction, ProductSink sink) {
    this.rows = rows;
    this.correction = correction;
    this.sink = sink;
    this.worker = product.newWorker();
    this.pixels = rows.sliding.output.pixels();
  }

  @Override
  public void run(int examples) {
    for (example = 0; example < examples; example++) {
      rows.load(example);
      for (firstPixel = rows.from; firstPixel < rows.to; firstPixel += rows.most()) {
        int count = Math.min(rows.most(), rows.to - firstPixel);
        rows.prepare(firstPixel, count);
        worker.run(rows.words(), rows.starts(), count, this);
      }
    }
  }

  @Override
  public void accept(int row, int firstOutput, int count, int[] accumulators) {
    int pixel = firstPixel + row;
    correction.correct(pixel, firstOutput, count, accumulators);
    sink.accept(example * pixels + pixel, firstOutput, count, accumulators);
  }
}
