package org.bnn4j.kernels.types;

/** What travels on an edge of a model's graph, between two nodes. */
public enum EdgeKind {
  /** Binary activations: one bit each, 1 for +1 and 0 for -1. */
  BITS,
  /** Unsigned bytes, 0 to 255: raw pixels. */
  BYTE,
  /** Exact integer sums of a packed product. */
  ACCUMULATOR,
  /** Single-precision floats. */
  FLOAT;

  /** The kind's number in a model file, from 1 in the order above: new ones come last. */
  public int code() {
    return ordinal() + 1;
  }

  /** The largest magnitude of a bit or a byte; 0 for other kinds, which have none of their own. */
  public long reach() {
    return this == BITS ? 1 : this == BYTE ? 255 : 0;
  }

  /** The kind as messages and reports print it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
