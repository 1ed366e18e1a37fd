package org.bnn4j.kernels.exec;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Product;
import org.bnn4j.kernels.paths.KernelPath;

/** A graph with its weights repacked for one kernel path. Immutable. */
public final class Plan {
  private final Graph graph;
  private final Graph reordered;
  private final KernelPath path;

  /** By operation and by what it reads: one operation may be several nodes. */
  private final Map<Product, Map<List<Edge>, PreparedWeights>> weights = new IdentityHashMap<>();

  /** Makes the plan of a graph on a path. */
  public Plan(Graph graph, KernelPath path) {
    this.graph = graph;
    this.reordered = path.isReference() ? graph : PoolBehindThreshold.reorder(graph);
    this.path = path;
    for (int node = 1; node < graph.nodes().size(); node++) {
      if (graph.nodes().get(node).op() instanceof Product product) {
        prepare(product, graph.inputs(node));
      }
    }
  }

  private void prepare(Product product, List<Edge> inputs) {
    Map<List<Edge>, PreparedWeights> byInputs = weights.get(product);
    if (byInputs == null) {
      byInputs = new HashMap<>();
      weights.put(product, byInputs);
    }
    if (!byInputs.containsKey(inputs)) {
      byInputs.put(inputs, product.accept(new WeightPreparation(path, inputs)));
    }
  }

  /** The graph that is planned. */
  public Graph graph() {
    return graph;
  }

  /** The graph that gives the same answers in less time. */
  Graph reordered() {
    return reordered;
  }

  /** The path that this plan's weights are packed for. */
  public KernelPath path() {
    return path;
  }

  /**
   * The weights of a node's operation, all of them null if it has none.
   *
   * @param of {@link #graph()} or {@link #reordered()}
   */
  PreparedWeights weights(Graph of, int node) {
    Map<List<Edge>, PreparedWeights> byInputs = weights.get(of.nodes().get(node).op());
    return byInputs == null ? PreparedWeights.NONE : byInputs.get(of.inputs(node));
  }
}
