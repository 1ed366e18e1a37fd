package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.AccumulatorSink;

/** Thresholds accumulators and packs the bits ({@link Threshold}). */
final class ThresholdSink implements AccumulatorSink {
  private final int[] limits;
  private final int[] flips;
  private final int[] bits;
  private final int rowWords;

  ThresholdSink(Threshold threshold, int[] bits) {
    this.limits = threshold.thresholds();
    this.flips = threshold.flips();
    this.bits = bits;
    this.rowWords = Bits.words(limits.length);
  }

  @Override
  public void accept(int row, int firstOutput, int count, int[] accumulators) {
    int word = row * rowWords + (firstOutput >>> 5);
    for (int first = 0; first < count; first += 32) {
      int packed = pack(accumulators, first, firstOutput + first, Math.min(32, count - first));
      bits[word++] = packed ^ flips[firstOutput + first >>> 5];
    }
  }

  /**
   * Bit j is the sign of (threshold - 1 - accumulator): set exactly if the accumulator reaches the
   * threshold.
   */
  private int pack(int[] accumulators, int at, int channel, int n) {
    int packed = 0;
    for (int j = 0; j < n; j++) {
      packed |= (limits[channel + j] - 1 - accumulators[at + j] >>> 31) << j;
    }
    return packed;
  }
}
