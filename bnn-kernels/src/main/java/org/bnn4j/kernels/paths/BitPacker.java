package org.bnn4j.kernels.paths;

/** Compares accumulators with their thresholds and packs the answers. */
public class BitPacker {
  /** A packer in plain Java. */
  BitPacker() {}

  /**
   * The bits of up to 32 channels: set where an accumulator reaches its threshold.
   *
   * @param at where the accumulators are
   * @param channel where their thresholds are
   * @param n how many
   */
  public int pack(int[] accumulators, int at, int[] thresholds, int channel, int n) {
    int packed = 0;
    for (int j = 0; j < n; j++) {
      // The sign of (threshold - 1 - accumulator), which does not overflow.
      packed |= (thresholds[channel + j] - 1 - accumulators[at + j] >>> 31) << j;
    }
    return packed;
  }
}
