package org.bnn4j.kernels.graph;

import java.util.List;
import java.util.Optional;
import org.bnn4j.kernels.EdgeKind;

/**
 * The product of every input with weights of -1 and +1 (binary), or of -1, 0 and +1 (ternary). Bits
 * and bytes give exact accumulators, floats give floats.
 *
 * @param sign 1 for a weight of +1, one row per output; 0 where a ternary weight is 0
 * @param nonzero 1 for a ternary weight that is not 0; absent for binary weights
 */
public record PackedDense(BitMatrix sign, Optional<BitMatrix> nonzero) implements Op {
  /** The largest fan-in: 255 times it, and every partial sum of it, stays far inside an int. */
  public static final int MAX_FAN_IN = 1 << 21;

  /** Checks that the two planes fit each other. */
  public PackedDense {
    if (sign.columns() > MAX_FAN_IN) {
      throw new IllegalArgumentException(
          "the fan-in is at most " + MAX_FAN_IN + ", not " + sign.columns());
    }
    if (nonzero.isPresent()) {
      BitMatrix mask = nonzero.get();
      if (mask.rows() != sign.rows() || mask.columns() != sign.columns()) {
        throw new IllegalArgumentException(
            "bit planes of "
                + sign.rows()
                + " x "
                + sign.columns()
                + " and "
                + mask.rows()
                + " x "
                + mask.columns());
      }
      if (!sign.isSubsetOf(mask)) {
        throw new IllegalArgumentException("a ternary weight is both zero and positive");
      }
    }
  }

  /** Binary weights. */
  public static PackedDense binary(BitMatrix sign) {
    return new PackedDense(sign, Optional.empty());
  }

  /** Ternary weights. */
  public static PackedDense ternary(BitMatrix sign, BitMatrix nonzero) {
    return new PackedDense(sign, Optional.of(nonzero));
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

  /** The weight of one output and input: -1, 0 or +1. */
  public int weight(int output, int input) {
    if (nonzero.isPresent() && nonzero.get().get(output, input) == 0) {
      return 0;
    }
    return 2 * sign.get(output, input) - 1;
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input =
        Op.single(inputs, "a packed dense product", EdgeKind.BITS, EdgeKind.BYTE, EdgeKind.FLOAT);
    Op.requireSize(
        "a packed dense product of " + outputs() + " x " + fanIn(), fanIn(), input.size());
    EdgeKind kind = input.kind() == EdgeKind.FLOAT ? EdgeKind.FLOAT : EdgeKind.ACCUMULATOR;
    return new Edge(kind, Shape.vector(outputs()));
  }
}
