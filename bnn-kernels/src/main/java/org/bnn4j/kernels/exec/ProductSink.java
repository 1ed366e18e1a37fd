package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.AccumulatorSink;
import org.bnn4j.kernels.paths.BitPacker;

/**
 * Puts accumulators into a buffer: as they are, or thresholded ({@link Threshold}) and packed. A
 * row is a pixel.
 */
final class ProductSink implements AccumulatorSink {
  private final BitPacker packer;
  private final Threshold threshold;
  private final int[] target;
  private final int rowLength;

  /**
   * Makes a sink.
   *
   * @param threshold null to keep the accumulators
   * @param target the rows of accumulators or of bits
   */
  ProductSink(BitPacker packer, Threshold threshold, int outputs, int[] target) {
    this.packer = packer;
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

  /** Thresholds all {@code count} accumulators of a row, from {@code from} on. */
  void pack(int[] accumulators, int from, int count, int row) {
    pack(accumulators, from, count, row * rowLength, 0);
  }

  private void pack(int[] accumulators, int from, int count, int at, int channel) {
    int[] thresholds = threshold.thresholds();
    int[] flips = threshold.flips();
    for (int first = 0; first < count; first += 32) {
      int n = Math.min(32, count - first);
      int packed = packer.pack(accumulators, from + first, thresholds, channel + first, n);
      target[at + (first >>> 5)] = packed ^ flips[channel + first >>> 5];
    }
  }
}
