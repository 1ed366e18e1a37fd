package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Threshold;

/**
 * A threshold on bits, which count as -1 and +1: each channel stays, turns round, or is a constant.
 */
final class BitMapStep implements Step {
  private final int[] source;
  private final int[] target;
  private final int pixels;

  /** Channels in which both bits pass the threshold. */
  private final int[] always;

  /** Channels in which +1 passes it. */
  private final int[] sometimes;

  private final int[] flips;

  BitMapStep(Threshold threshold, int[] source, int[] target, int pixels) {
    this.source = source;
    this.target = target;
    this.pixels = pixels;
    this.flips = threshold.flips();
    this.always = new int[flips.length];
    this.sometimes = new int[flips.length];
    int[] limits = threshold.thresholds();
    for (int channel = 0; channel < limits.length; channel++) {
      always[channel >>> 5] |= Bits.theta(-limits[channel]) << channel;
      sometimes[channel >>> 5] |= Bits.theta(2 - limits[channel]) << channel;
    }
  }

  @Override
  public void run(int rows) {
    int words = flips.length;
    for (int pixel = 0; pixel < rows * pixels; pixel++) {
      for (int word = 0; word < words; word++) {
        int at = pixel * words + word;
        target[at] = (source[at] & sometimes[word] | always[word]) ^ flips[word];
      }
    }
  }
}
