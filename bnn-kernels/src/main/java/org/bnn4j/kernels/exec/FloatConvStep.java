package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.paths.FloatProduct;

/** A convolution of floats, with packed or float weights. */
final class FloatConvStep implements Step {
  private final FloatProduct.Worker worker;
  private final SlidingWindow sweep;
  private final float[] input;
  private final float[] padded;
  private final int batch;
  private final int fanIn;
  private final float[] rows;
  private final float[] target;
  private final int outputs;

  FloatConvStep(
      FloatProduct product,
      SlidingWindow sweep,
      float padding,
      float[] input,
      float[] target,
      int outputs) {
    this.sweep = sweep;
    this.input = input;
    this.batch = IntRows.batch(sweep.output.pixels());
    this.fanIn = sweep.window.taps() * sweep.map.channels();
    this.padded = new float[sweep.padded.size()];
    Arrays.fill(padded, padding);
    this.rows = new float[Buffers.lengthOf(batch, fanIn)];
    this.target = target;
    this.worker = product.newWorker();
    this.outputs = outputs;
  }

  @Override
  public void run(int examples) {
    int pixels = sweep.output.pixels();
    for (int example = 0; example < examples; example++) {
      sweep.copyIntoPadded(input, example, padded);
      for (int first = 0; first < pixels; first += batch) {
        int count = Math.min(batch, pixels - first);
        for (int row = 0; row < count; row++) {
          sweep.copyRow(padded, first + row, rows, row * fanIn);
        }
        int at = (example * pixels + first) * outputs;
        worker.run(rows, count, target, at);
      }
    }
  }
}
