package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.AccumulatorSink;

/** Puts accumulators into a buffer: as they are, or thresholded ({@link Threshold}) and packed. */
final class ProductSink implements AccumulatorSink {
  private final Threshold threshold;
  private final int[] target;
  private final int rowLength;

  /**
   * Makes a sink.
   *
   * @param threshold null to keep the accumulators
   * @param target the rows of accumulators or of bits
   */
  ProductSink(Threshold threshold, int outputs, int[] target) {
    this.threshold = threshold;
    this.target = target;
    this.rowLength = threshold == null ? outputs : Bits.words(outputs);
  }

  @Override
  public void accept(int row, int firstOutput, int count, int[] accumulators) {
    if (threshold == null) {
      System.arraycopy(accumulators, 0, target, row * rowLength + firstOutput, count);
    } else {
      pack(accumulators, 0, count, row * rowLength + (firstOutput >>> 5), firstOutput);
    }
  }

  /** Thresholds {@code count} accumulators from {@code from} on into the words at {@code at}. */
  void pack(int[] accumulators, int from, int count, int at, int channel) {
    int[] flips = threshold.flips();
    for (int first = 0; first < count; first += 32) {
      int packed = word(accumulators, from + first, channel + first, Math.min(32, count - first));
      target[at + (first >>> 5)] = packed ^ flips[channel + first >>> 5];
    }
  }

  /**
   * Bit j is the sign of (threshold - 1 - accumulator): set exactly if the accumulator reaches the
   * threshold.
   */
  private int word(int[] accumulators, int at, int channel, int n) {
    int[] limits = threshold.thresholds();
    int packed = 0;
    for (int j = 0; j < n; j++) {
      packed |= (limits[channel + j] - 1 - accumulators[at + j] >>> 31) << j;
    }
    return packed;
  }
}
