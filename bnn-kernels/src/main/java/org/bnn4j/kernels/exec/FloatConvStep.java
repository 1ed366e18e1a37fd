package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.paths.FloatProduct;

/** A convolution of floats, with packed or float weights. */
final class FloatConvStep implements Step {
  private final FloatProduct.Worker worker;
  private final SlidingWindow sliding;
  private final float[] input;
  private final float[] padded;
  private final int batch;
  private final int fanIn;
  private final float[] rows;
  private final float[] target;
  private final int outputs;

  FloatConvStep(
      FloatProduct product,
      SlidingWindow sliding,
      float padding,
      float[] input,
      float[] target,
      int outputs) {
    this.sliding = sliding;
    this.input = input;
    this.batch = IntRows.batch(sliding.output.pixels());
    this.fanIn = sliding.window.taps() * sliding.map.channels();
    this.padded = new float[sliding.padded.size()];
    Arrays.fill(padded, padding);
    this.rows = new float[Buffers.lengthOf(batch, fanIn)];
    this.target = target;
    this.worker = product.newWorker();
    this.outputs = outputs;
  }

  @Override
  public void run(int examples) {
    int pixels = sliding.output.pixels();
    for (int example = 0; example < examples; example++) {
      sliding.copyIntoPadded(input, example, padded);
      for (int first = 0; first < pixels; first += batch) {
        int count = Math.min(batch, pixels - first);
        for (int row = 0; row < count; row++) {
          sliding.copyRow(padded, first + row, rows, row * fanIn);
        }
        int at = (example * pixels + first) * outputs;
        worker.run(rows, count, target, at);
      }
    }
  }
}
