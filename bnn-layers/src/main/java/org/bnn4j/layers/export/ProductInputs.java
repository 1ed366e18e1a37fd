package org.bnn4j.layers.export;

import java.util.List;
import java.util.function.Function;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What a packed product multiplies its weights by.
 *
 * @param values one value, or the bits that it is the mean of
 * @param behind arithmetic that is left for the sums by these weights
 */
record ProductInputs(List<Value> values, Function<PackedWeights, List<Term>> behind) {
  /** A value as it is. */
  static ProductInputs of(Value value) {
    return new ProductInputs(List.of(value), weights -> List.of());
  }

  /** The bits that a value is the mean of. */
  static ProductInputs ofSigns(List<Value> bits) {
    return new ProductInputs(bits, weights -> List.of(SignBits.meanOf(bits.size())));
  }

  /** Whether products with them are of integers. */
  boolean areIntegers() {
    return values.get(0).kind() != EdgeKind.FLOAT;
  }

  /** What they are, as reports print it. */
  String label() {
    return switch (values.size()) {
      case 1 -> values.get(0).kind().label();
      case 2 -> "ternary";
      default -> (values.size() + 1) + " levels";
    };
  }
}
