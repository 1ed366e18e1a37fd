package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.FloatProduct;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.paths.KernelPath;

/**
 * A graph with its weights repacked for one kernel path. A product that only a threshold reads is
 * fused with it: its accumulators become bits while they are in the cache, and never reach memory.
 * Immutable.
 */
public final class Plan {
  private final Graph graph;
  private final KernelPath path;
  private final IntProduct[] intProducts;
  private final FloatProduct[] floatProducts;
  private final boolean[] fused;

  /** Makes the plan of a graph on a path. */
  public Plan(Graph graph, KernelPath path) {
    this.graph = graph;
    this.path = path;
    int nodes = graph.nodes().size();
    this.intProducts = new IntProduct[nodes];
    this.floatProducts = new FloatProduct[nodes];
    this.fused = new boolean[nodes];
    for (int node = 1; node < nodes; node++) {
      Op op = op(node);
      int input = input(node);
      if (op instanceof FloatDense dense) {
        floatProducts[node] = path.ofFloats(dense);
      } else if (op instanceof PackedDense dense) {
        EdgeKind kind = graph.edge(input).kind();
        if (kind == EdgeKind.FLOAT) {
          floatProducts[node] = path.ofFloats(dense);
        } else {
          intProducts[node] = kind == EdgeKind.BITS ? path.ofBits(dense) : path.ofBytes(dense);
        }
      } else if (op instanceof Threshold) {
        fused[input] = intProducts[input] != null && graph.readers(input) == 1;
      }
    }
  }

  /** The graph that is planned. */
  public Graph graph() {
    return graph;
  }

  /** The path that this plan's weights are packed for. */
  public KernelPath path() {
    return path;
  }

  Op op(int node) {
    return graph.nodes().get(node).op();
  }

  /** The first node that a node reads. */
  int input(int node) {
    return graph.nodes().get(node).inputs().get(0);
  }

  /** The product that a node is, or null if it is none of integers. */
  IntProduct intProduct(int node) {
    return intProducts[node];
  }

  /** The product that a node is, or null if it is none of floats. */
  FloatProduct floatProduct(int node) {
    return floatProducts[node];
  }

  /** Whether a node is a product that is fused with the threshold that reads it. */
  boolean isFused(int node) {
    return fused[node];
  }
}
