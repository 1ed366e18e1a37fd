package org.bnn4j.kernels.exec;

/** Zeros around a map. They are there from the start and never written. */
final class PadStep implements Step {
  private final SlidingWindow sliding;
  private final Object source;
  private final Object target;

  PadStep(SlidingWindow sliding, Object source, Object target) {
    this.sliding = sliding;
    this.source = source;
    this.target = target;
  }

  @Override
  public void run(int rows) {
    for (int row = 0; row < rows; row++) {
      int firstPixel = row * sliding.padded.pixels();
      sliding.copyIntoPadded(source, row, target, firstPixel, sliding.map.channels());
    }
  }
}
