package org.bnn4j.kernels.graph;

import java.util.Optional;

/** Weights of -1 and +1 (binary), or of -1, 0 and +1 (ternary), one row per output. */
public final class PackedWeights {
  /** The largest fan-in: 255 times it, and every partial sum of it, stays far inside an int. */
  public static final int MAX_FAN_IN = 1 << 21;

  private final BitMatrix sign;
  private final Optional<BitMatrix> nonzero;

  /**
   * Checks that the two bit planes fit each other.
   *
   * @param sign 1 for a weight of +1, one row per output; 0 where a ternary weight is 0
   * @param nonzero 1 for a ternary weight that is not 0; absent for binary weights
   * @throws IllegalArgumentException if they do not fit
   */
  public PackedWeights(BitMatrix sign, Optional<BitMatrix> nonzero) {
    if (sign.columns() > MAX_FAN_IN) {
      throw new IllegalArgumentException(
          "the fan-in is at most " + MAX_FAN_IN + ", not " + sign.columns());
    }
    if (nonzero.isPresent()) {
      BitMatrix mask = nonzero.get();
      if (mask.rows() != sign.rows() || mask.columns() != sign.columns()) {
        throw new IllegalArgumentException("bit planes of " + sign + " and " + mask);
      }
      if (!sign.isSubsetOf(mask)) {
        throw new IllegalArgumentException("a ternary weight is both zero and positive");
      }
    }
    this.sign = sign;
    this.nonzero = nonzero;
  }

  /** 1 for a weight of +1, one row per output; 0 where a ternary weight is 0. */
  public BitMatrix sign() {
    return sign;
  }

  /** 1 for a ternary weight that is not 0; absent for binary weights. */
  public Optional<BitMatrix> nonzero() {
    return nonzero;
  }

  /** Binary weights. */
  public static PackedWeights binary(BitMatrix sign) {
    return new PackedWeights(sign, Optional.empty());
  }

  /** Ternary weights. */
  public static PackedWeights ternary(BitMatrix sign, BitMatrix nonzero) {
    return new PackedWeights(sign, Optional.of(nonzero));
  }

  /** Inputs of one output. */
  public int fanIn() {
    return sign.columns();
  }

  /** Number of outputs. */
  public int outputs() {
    return sign.rows();
  }

  /** Bits that one weight takes. */
  public int bitsPerWeight() {
    return nonzero.isPresent() ? 2 : 1;
  }

  /** 32-bit words that all weights take, the spare bits of each row among them. */
  public long words() {
    return (long) bitsPerWeight() * sign.words().length;
  }

  /** The weight of one output and input: -1, 0 or +1. */
  public int weight(int output, int input) {
    if (nonzero.isPresent() && nonzero.get().get(output, input) == 0) {
      return 0;
    }
    return 2 * sign.get(output, input) - 1;
  }

  /** The sum of the {@code n} weights of one output from input {@code from} on. */
  public int sum(int output, int from, int n) {
    int nonzeros = nonzero.isPresent() ? nonzero.get().count(output, from, n) : n;
    return 2 * sign.count(output, from, n) - nonzeros;
  }

  /** A name for an operation with these weights, as in {@code binary dense 10 x 784}. */
  String named(String operation) {
    return (nonzero.isPresent() ? "ternary " : "binary ") + operation + " " + sign;
  }

  @Override
  public String toString() {
    return named("weights");
  }
}
