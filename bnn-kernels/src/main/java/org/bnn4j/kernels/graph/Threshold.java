package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * Accumulators to bits: everything between two packed products (scale, bias, batch normalization,
 * sign) folded into one integer comparison a channel,
 *
 * <pre>bit = (accumulator &gt;= threshold) xor flip.</pre>
 *
 * A falling function of the accumulator (negative gamma) has flip = 1; a constant has a threshold
 * that no accumulator reaches. Accumulators keep their sign, so they can be read and compared as
 * they are.
 *
 * @param thresholds one per channel, within {@link #NEVER} of 0
 * @param flips one bit per channel, packed as in {@link Bits}
 */
public record Threshold(int[] thresholds, int[] flips) implements Op {
  /** Above every reachable accumulator. Differences of two numbers up to it do not overflow. */
  public static final int NEVER = 1 << 30;

  /** Checks sizes and ranges. */
  public Threshold {
    if (thresholds.length == 0) {
      throw new IllegalArgumentException("a threshold has at least 1 channel, not 0");
    }
    Op.requireSize(
        "the flips of " + thresholds.length + " thresholds",
        Bits.words(thresholds.length),
        flips.length);
    for (int channel = 0; channel < thresholds.length; channel++) {
      int t = thresholds[channel];
      if (t > NEVER || t < -NEVER) {
        throw new IllegalArgumentException(
            "threshold " + channel + " is beyond +-" + NEVER + ": " + t);
      }
    }
    if ((flips[flips.length - 1] & ~Bits.lastWordMask(thresholds.length)) != 0) {
      throw new IllegalArgumentException("a flip is set beyond channel " + thresholds.length);
    }
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, "a threshold", EdgeKind.ACCUMULATOR);
    Op.requireSize("a threshold", thresholds.length, input.shape().channels());
    return new Edge(EdgeKind.BITS, input.shape());
  }
}
