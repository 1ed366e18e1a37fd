package org.bnn4j.layers.export;

import java.util.List;
import java.util.function.Function;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What a packed product multiplies its weights by.
 *
 * @param values one value, or the bits that a ternary one is half the sum of
 * @param behind arithmetic that is left for the sums by these weights
 */
record ProductInputs(List<Value> values, Function<PackedWeights, List<Term>> behind) {
  /** A value as it is. */
  static ProductInputs of(Value value) {
    return new ProductInputs(List.of(value), weights -> List.of());
  }

  /** The bits of a ternary value. */
  static ProductInputs ofTernary(List<Value> bits) {
    return new ProductInputs(bits, weights -> List.of(TernaryBits.HALF));
  }

  /** Whether products with them are of integers. */
  boolean areIntegers() {
    return values.get(0).kind() != EdgeKind.FLOAT;
  }

  /** What they are, as reports print it. */
  String label() {
    return values.size() > 1 ? "ternary" : values.get(0).kind().label();
  }
}
