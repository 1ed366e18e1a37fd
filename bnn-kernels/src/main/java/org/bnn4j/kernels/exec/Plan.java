package org.bnn4j.kernels.exec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.KernelPath;

/**
 * A graph as a list of steps, with its weights repacked for one kernel path. A product that only a
 * threshold reads is fused with it: its accumulators become bits while they are in the cache, and
 * never reach memory. Immutable.
 */
public final class Plan {
  private final Graph graph;
  private final KernelPath path;
  private final Step[] steps;
  private final Step[] unfused;

  /** Makes the plan of a graph on a path. */
  public Plan(Graph graph, KernelPath path) {
    this.graph = graph;
    this.path = path;
    int nodes = graph.nodes().size();
    this.steps = new Step[nodes];
    this.unfused = new Step[nodes];
    Set<Integer> fused = new HashSet<>();
    for (int node = 0; node < nodes; node++) {
      unfused[node] = step(node);
      steps[node] = unfused[node];
      if (graph.nodes().get(node).op() instanceof Threshold threshold) {
        int producer = input(node);
        if (unfused[producer] instanceof ProductStep product && graph.readers(producer) == 1) {
          steps[node] = product.fuse(node, threshold);
          fused.add(producer);
        }
      }
    }
    fused.forEach(node -> steps[node] = null);
  }

  /** The path that this plan's weights are packed for. */
  public KernelPath path() {
    return path;
  }

  /**
   * Binds the steps to the buffers of a session.
   *
   * @param keepAll whether the values of every node are wanted, of fused products too
   */
  public List<Action> bind(Buffers buffers, boolean keepAll) {
    List<Action> actions = new ArrayList<>();
    for (Step step : keepAll ? unfused : steps) {
      if (step != null) {
        actions.add(step.bind(buffers));
      }
    }
    return List.copyOf(actions);
  }

  /** The step of a node by itself, or null for the input, which the caller fills. */
  private Step step(int index) {
    Node node = graph.nodes().get(index);
    Op op = node.op();
    if (op instanceof Input) {
      return null;
    } else if (op instanceof PackedDense dense) {
      return product(index, dense);
    } else if (op instanceof Threshold threshold) {
      return Steps.threshold(input(index), index, threshold);
    } else if (op instanceof Sign) {
      return Steps.sign(input(index), index);
    } else if (op instanceof Channelwise channelwise) {
      return Steps.channelwise(input(index), index, channelwise);
    } else if (op instanceof FloatDense dense) {
      return Steps.product(input(index), index, path.ofFloats(dense));
    } else if (op instanceof Softmax) {
      return Steps.softmax(input(index), index);
    } else if (op instanceof Add) {
      return Steps.add(node.inputs().get(0), node.inputs().get(1), index);
    }
    throw new IllegalStateException("no step for " + op);
  }

  private Step product(int index, PackedDense dense) {
    int input = input(index);
    EdgeKind kind = graph.edge(input).kind();
    if (kind == EdgeKind.FLOAT) {
      return Steps.product(input, index, path.ofFloats(dense));
    }
    return new ProductStep(
        input, index, kind == EdgeKind.BITS ? path.ofBits(dense) : path.ofBytes(dense));
  }

  private int input(int node) {
    return graph.nodes().get(node).inputs().get(0);
  }
}
