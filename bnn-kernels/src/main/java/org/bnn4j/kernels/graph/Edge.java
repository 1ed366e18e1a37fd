package org.bnn4j.kernels.graph;

import org.bnn4j.kernels.types.EdgeKind;

/**
 * What a node puts out: a kind of value and the shape of one example.
 *
 * @param kind the kind of every value
 * @param shape the shape of one example
 */
public record Edge(EdgeKind kind, Shape shape) {
  /** How many values one example has. */
  public int size() {
    return shape.size();
  }

  /** Elements of an array that one example takes: values, or words of packed bits. */
  public int length() {
    return kind == EdgeKind.BITS ? shape.pixels() * Bits.words(shape.channels()) : size();
  }

  // A record's own are made at run time, which takes longer than to load and run a small model.

  @Override
  public boolean equals(Object other) {
    return other instanceof Edge edge && kind == edge.kind && shape.equals(edge.shape);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + kind.code();
  }

  @Override
  public String toString() {
    return shape + " " + kind.label();
  }
}
