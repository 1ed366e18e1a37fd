package org.bnn4j.kernels.graph;

import org.bnn4j.kernels.EdgeKind;

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

  @Override
  public String toString() {
    return shape + " " + kind.label();
  }
}
