package org.bnn4j.examples.benchmarks.kernels;

/** What is multiplied. */
public enum ProductKind {
  /** Bits with weights of -1 and +1. */
  BINARY,
  /** Bits with weights of -1, 0 and +1. */
  TERNARY,
  /** Unsigned bytes with weights of -1 and +1. */
  BYTES,
  /** Floats with float weights. */
  FLOATS
}
