package org.bnn4j.kernels;

/** What travels on an edge of a model's graph, between two nodes. */
public enum EdgeKind {
  /** Binary activations: one bit each, 1 for +1 and 0 for -1. */
  BITS(1),
  /** Unsigned bytes, 0 to 255: raw pixels. */
  BYTE(2),
  /** Exact integer sums of a packed product. */
  ACCUMULATOR(3),
  /** Single-precision floats. */
  FLOAT(4);

  private final int code;

  EdgeKind(int code) {
    this.code = code;
  }

  /** The kind's number in a model file. */
  public int code() {
    return code;
  }

  /** The kind as messages and reports print it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
