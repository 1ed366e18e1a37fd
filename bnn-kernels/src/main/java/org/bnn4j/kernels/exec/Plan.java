package org.bnn4j.kernels.exec;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.paths.KernelPath;

/** A graph with its weights repacked for one kernel path. Immutable. */
public final class Plan {
  private final Graph graph;
  private final Graph lowered;
  private final KernelPath path;

  /** By operation and by what it reads: one operation may be several nodes. */
  private final Map<Op, Map<List<Edge>, PreparedWeights>> prepared = new IdentityHashMap<>();

  /** Makes the plan of a graph on a path. */
  public Plan(Graph graph, KernelPath path) {
    this.graph = graph;
    this.lowered = path.isReference() ? graph : PoolBehindThreshold.lower(graph);
    this.path = path;
    for (int node = 1; node < graph.nodes().size(); node++) {
      prepare(graph.nodes().get(node).op(), graph.inputs(node));
    }
  }

  private void prepare(Op op, List<Edge> inputs) {
    Map<List<Edge>, PreparedWeights> byInputs = prepared.get(op);
    if (byInputs == null) {
      byInputs = new HashMap<>();
      prepared.put(op, byInputs);
    }
    if (!byInputs.containsKey(inputs)) {
      byInputs.put(inputs, PreparedWeights.of(op, inputs, path));
    }
  }

  /** The graph that is planned. */
  public Graph graph() {
    return graph;
  }

  /** The graph that gives the same answers in less time. */
  Graph lowered() {
    return lowered;
  }

  /** The path that this plan's weights are packed for. */
  public KernelPath path() {
    return path;
  }

  /**
   * The weights of a node's operation, all of them null if it has none.
   *
   * @param of {@link #graph()} or {@link #lowered()}
   */
  PreparedWeights prepared(Graph of, int node) {
    return prepared
        .getOrDefault(of.nodes().get(node).op(), Map.of())
        .getOrDefault(of.inputs(node), PreparedWeights.NOTHING);
  }
}
