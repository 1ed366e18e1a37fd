package org.bnn4j.kernels.exec;

/** Zeros around a map. They are there from the start and never written. */
final class PadStep implements Step {
  private final SlidingWindow sweep;
  private final Object source;
  private final Object target;

  PadStep(SlidingWindow sweep, Object source, Object target) {
    this.sweep = sweep;
    this.source = source;
    this.target = target;
  }

  @Override
  public void run(int rows) {
    for (int row = 0; row < rows; row++) {
      int firstPixel = row * sweep.padded.pixels();
      sweep.copyIntoPadded(source, row, target, firstPixel, sweep.map.channels());
    }
  }
}
