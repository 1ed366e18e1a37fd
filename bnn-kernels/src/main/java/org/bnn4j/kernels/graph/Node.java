package org.bnn4j.kernels.graph;

import java.util.List;

/**
 * A node of the graph.
 *
 * @param name unique; the trained layer's name where the node puts out what that layer puts out,
 *     else that name, a colon and a role, as in {@code layer0:product}
 * @param op the operation
 * @param inputs the numbers of the nodes it reads, all smaller than its own
 */
public record Node(String name, Op op, List<Integer> inputs) {
  /** Copies the list. */
  public Node {
    inputs = List.copyOf(inputs);
  }
}
