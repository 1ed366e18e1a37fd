package org.bnn4j.kernels.exec;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.paths.KernelPath;

/** A graph with its weights repacked for one kernel path. Immutable. */
public final class Plan {
  private final Graph graph;
  private final Graph lowered;
  private final KernelPath path;

  /** By operation and by what it reads: one operation may be several nodes. */
  private final Map<Op, Map<Edge, Prepared>> prepared = new IdentityHashMap<>();

  /** Makes the plan of a graph on a path. */
  public Plan(Graph graph, KernelPath path) {
    this.graph = graph;
    this.lowered = path.isReference() ? graph : Lowering.lower(graph);
    this.path = path;
    for (Node node : graph.nodes()) {
      if (!node.inputs().isEmpty()) {
        Edge input = graph.edge(node.inputs().get(0));
        prepared
            .computeIfAbsent(node.op(), op -> new HashMap<>())
            .computeIfAbsent(input, edge -> Prepared.of(node.op(), edge, path));
      }
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

  /** The weights of an operation that reads such an edge, all of them null if it has none. */
  Prepared prepared(Op op, Edge input) {
    return prepared.getOrDefault(op, Map.of()).getOrDefault(input, Prepared.NOTHING);
  }
}
