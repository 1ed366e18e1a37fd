package org.bnn4j.kernels.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * BinaryNet's order (product, max-pool, batch normalization, sign) on bits. A comparison commutes
 * with a maximum, the largest accumulator reaches a threshold exactly if one of them does:
 *
 * <pre>
 *   1.  (max(a, b, ...) &gt;= t) xor flip
 *   2.  = ((a &gt;= t) or (b &gt;= t) or ...) xor flip.
 * </pre>
 *
 * So a threshold behind a max-pool moves in front of it, where it is fused with the product, and
 * only its flips (negative gammas, for which the OR is an AND) stay behind.
 */
final class PoolBehindThreshold {
  private final Graph graph;
  private final List<Node> nodes = new ArrayList<>();

  /** What a node of the graph has become, by their numbers. */
  private final int[] places;

  /** Thresholds that move, by the number of the pool that they come to stand before. */
  private final Map<Integer, Threshold> moving = new HashMap<>();

  private PoolBehindThreshold(Graph graph) {
    this.graph = graph;
    this.places = new int[graph.nodes().size()];
  }

  /** A graph with the same answers. */
  static Graph reorder(Graph graph) {
    return new PoolBehindThreshold(graph).reorder();
  }

  private Graph reorder() {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Threshold threshold && isPoolToPass(node.inputs().get(0))) {
        moving.put(node.inputs().get(0), threshold);
      }
    }
    if (moving.isEmpty()) {
      return graph;
    }
    for (int i = 0; i < places.length; i++) {
      Node node = graph.nodes().get(i);
      List<Integer> inputs = new ArrayList<>();
      for (int input : node.inputs()) {
        inputs.add(places[input]);
      }
      places[i] = place(i, node, inputs);
    }
    try {
      return new Graph(nodes, graph.labels());
    } catch (IllegalArgumentException e) {
      return graph; // With the new nodes it would be larger than a graph may be.
    }
  }

  private boolean isPoolToPass(int node) {
    return graph.nodes().get(node).op() instanceof Pool pool
        && pool.kind() == Pool.Kind.MAX
        && graph.edge(node).kind() == EdgeKind.ACCUMULATOR
        && graph.readers(node) == 1;
  }

  private int place(int index, Node node, List<Integer> inputs) {
    if (moving.containsKey(index)) {
      int comparison = add(newName(node.name()), unflipped(moving.get(index)), inputs);
      return add(node.name(), node.op(), List.of(comparison));
    }
    boolean moved = node.op() instanceof Threshold && moving.containsKey(node.inputs().get(0));
    return add(node.name(), moved ? onlyFlips((Threshold) node.op()) : node.op(), inputs);
  }

  /** A name for what stands before a pool, which no node of the graph has. */
  private String newName(String pool) {
    String name = "bits for " + pool;
    while (graph.names().contains(name)) {
      name += "'";
    }
    return name;
  }

  private int add(String name, Op op, List<Integer> inputs) {
    nodes.add(new Node(name, op, inputs));
    return nodes.size() - 1;
  }

  private static Threshold unflipped(Threshold threshold) {
    return new Threshold(threshold.thresholds(), new int[threshold.flips().length]);
  }

  /** A threshold on bits that they reach exactly if they are +1. */
  private static Threshold onlyFlips(Threshold threshold) {
    return new Threshold(new int[threshold.thresholds().length], threshold.flips());
  }
}
