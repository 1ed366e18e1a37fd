package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Accumulators to bits: everything between two packed products (scale, bias, batch normalization,
 * sign) folded into one integer comparison a channel,
 *
 * <pre>bit = (accumulator &gt;= threshold) xor flip.</pre>
 *
 * A falling function of the accumulator (negative gamma) has flip = 1; a constant has a threshold
 * that no accumulator reaches. Accumulators keep their sign, so they can be read and compared as
 * they are. Bits count as -1 and +1.
 */
public final class Threshold implements Op {
  /** Above every reachable accumulator. Differences of two numbers up to it do not overflow. */
  public static final int NEVER = 1 << 30;

  private final int[] thresholds;
  private final int[] flips;

  /**
   * Takes both over without copying them.
   *
   * @param thresholds one per channel, within {@link #NEVER} of 0
   * @param flips one bit per channel, packed as in {@link Bits}
   * @throws IllegalArgumentException if a size or a threshold is out of range
   */
  public Threshold(int[] thresholds, int[] flips) {
    if (thresholds.length == 0) {
      throw new IllegalArgumentException("a threshold has at least 1 channel, not 0");
    }
    if (flips.length != Bits.words(thresholds.length)) {
      throw new IllegalArgumentException(
          thresholds.length + " thresholds, but " + flips.length + " words of flips");
    }
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
    this.thresholds = thresholds;
    this.flips = flips;
  }

  /** One per channel; not a copy, and never written. */
  public int[] thresholds() {
    return thresholds;
  }

  /** One bit per channel; not a copy, and never written. */
  public int[] flips() {
    return flips;
  }

  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.threshold(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.ACCUMULATOR, EdgeKind.BITS);
    Op.requireSize(this, thresholds.length, input.shape().channels());
    return new Edge(EdgeKind.BITS, input.shape());
  }

  @Override
  public long constantWords() {
    return (long) thresholds.length + flips.length;
  }

  @Override
  public String toString() {
    return "threshold";
  }
}
