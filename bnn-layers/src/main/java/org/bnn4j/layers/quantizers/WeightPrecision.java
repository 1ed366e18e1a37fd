package org.bnn4j.layers.quantizers;

/** The levels a quantized weight can take. */
public enum WeightPrecision {
  /** -1 and +1: one bit a weight. */
  BINARY,
  /** -1, 0 and +1: two bit planes, nonzero and sign. */
  TERNARY
}
