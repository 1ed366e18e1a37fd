package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Window;

/** A pooling: takes the pixels of each window, one by one, those inside the map. */
abstract class PoolStep implements Step {
  private final SlidingWindow sliding;

  PoolStep(SlidingWindow sliding) {
    this.sliding = sliding;
  }

  /** Begins an output pixel. */
  abstract void begin(int outputPixel);

  /** Takes one pixel of its window. */
  abstract void take(int inputPixel, int outputPixel);

  /** Ends it. */
  abstract void end(int outputPixel, int count);

  @Override
  public final void run(int examples) {
    int outputPixel = 0;
    for (int example = 0; example < examples; example++) {
      for (int y = 0; y < sliding.output.height(); y++) {
        for (int x = 0; x < sliding.output.width(); x++) {
          pool(example, y, x, outputPixel++);
        }
      }
    }
  }

  private void pool(int example, int y, int x, int outputPixel) {
    Window window = sliding.window;
    int height = sliding.map.height();
    int width = sliding.map.width();
    int count = 0;
    begin(outputPixel);
    for (int ky = 0; ky < window.height(); ky++) {
      int row = window.inputRow(y, ky);
      for (int kx = 0; kx < window.width() && row >= 0 && row < height; kx++) {
        int column = window.inputColumn(x, kx);
        if (column >= 0 && column < width) {
          take((example * height + row) * width + column, outputPixel);
          count++;
        }
      }
    }
    end(outputPixel, count);
  }
}
