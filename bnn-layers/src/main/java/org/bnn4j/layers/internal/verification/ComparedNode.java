package org.bnn4j.layers.internal.verification;

import java.util.function.DoubleUnaryOperator;

/**
 * A node of the model whose values are known from those of a vertex of the network.
 *
 * @param name the node's name
 * @param ofNetwork the node's value for a value of the network
 */
public record ComparedNode(String name, DoubleUnaryOperator ofNetwork) {
  /** A node that has the vertex's values. */
  public static ComparedNode same(String name) {
    return new ComparedNode(name, value -> value);
  }
}
