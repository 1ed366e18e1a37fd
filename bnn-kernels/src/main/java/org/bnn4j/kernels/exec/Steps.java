package org.bnn4j.kernels.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Makes the steps of a session: which loop runs a node, on which arrays. A node that others read as
 * another kind of number is converted once, by a step of its own before the first of them.
 */
final class Steps {
  private final Graph graph;
  private final Plan plan;
  private final Buffers buffers;
  private final ProductShares products;
  private final List<Step[]> steps = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<Integer, float[]> asFloats = new HashMap<>();
  private final Map<Integer, int[]> asInts = new HashMap<>();

  /**
   * Prepares the steps of a session.
   *
   * @param threads for how many large steps are divided
   */
  Steps(Graph graph, Plan plan, Buffers buffers, int threads) {
    this.graph = graph;
    this.plan = plan;
    this.buffers = buffers;
    this.products = new ProductShares(buffers, threads);
  }

  /** The shares of all steps, in order. */
  Step[][] all() {
    return steps.toArray(new Step[0][]);
  }

  /** What each of them computes. */
  List<String> names() {
    return names;
  }

  /** Adds a step that belongs to no node. */
  void add(String name, Step... shares) {
    names.add(name);
    steps.add(shares);
  }

  /** Adds the step of a node that reads its inputs from memory. */
  void add(int node) {
    int input = graph.nodes().get(node).inputs().get(0);
    if (graph.nodes().get(node).op() instanceof Flatten flatten
        && FlattenStep.isFree(flatten, buffers.edge(input).shape(), buffers.edge(node).kind())) {
      buffers.share(node, input);
      return;
    }
    buffers.allocate(node);
    Step[] shares = steps(node, null, node); // Which may add conversions of what it reads.
    add(name(node), shares);
  }

  /**
   * Adds the step of a product of integers and of a threshold that makes bits of its accumulators
   * at once.
   */
  void addFused(int product, int threshold) {
    buffers.allocate(threshold);
    Threshold op = (Threshold) graph.nodes().get(threshold).op();
    Step[] shares = steps(product, op, threshold);
    add(name(product) + ", " + name(threshold), shares);
  }

  private Step[] steps(int node, Threshold threshold, int target) {
    NodeSteps chosen = new NodeSteps(this, plan, products, node, threshold, target);
    return graph.nodes().get(node).op().accept(chosen);
  }

  Graph graph() {
    return graph;
  }

  Buffers buffers() {
    return buffers;
  }

  private String name(int node) {
    return graph.nodes().get(node).name();
  }

  /** What a node puts out, as floats: there for all steps that are added from now on. */
  float[] floats(int node) {
    if (buffers.edge(node).kind() == EdgeKind.FLOAT) {
      return buffers.floats(node);
    }
    if (!asFloats.containsKey(node)) {
      AsFloatsStep step = new AsFloatsStep(buffers, node);
      add(name(node) + " as floats", step);
      asFloats.put(node, step.values);
    }
    return asFloats.get(node);
  }

  /** What a node puts out, as integers: there for all steps that are added from now on. */
  int[] integers(int node) {
    if (buffers.edge(node).kind() == EdgeKind.ACCUMULATOR) {
      return buffers.accumulators(node);
    }
    if (!asInts.containsKey(node)) {
      AsIntsStep step = new AsIntsStep(buffers, node);
      add(name(node) + " as integers", step);
      asInts.put(node, step.values);
    }
    return asInts.get(node);
  }

  int[][] integers(List<Integer> nodes) {
    int[][] all = new int[nodes.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = integers(nodes.get(i));
    }
    return all;
  }

  float[][] floats(List<Integer> nodes) {
    float[][] all = new float[nodes.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = floats(nodes.get(i));
    }
    return all;
  }

  /** The sum of several nodes of integers, by a step of its own before those added from now on. */
  int[] sumOfInputs(int node, List<Integer> inputs) {
    int size = buffers.edge(inputs.get(0)).size();
    int[] sums = new int[integers(inputs.get(0)).length];
    add(name(node) + " inputs summed", new IntAddStep(integers(inputs), sums, size));
    return sums;
  }
}
