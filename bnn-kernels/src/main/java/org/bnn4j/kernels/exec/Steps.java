package org.bnn4j.kernels.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.BitPacker;
import org.bnn4j.kernels.paths.FloatProduct;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Makes the steps of a session: which loop runs a node, on which arrays. A node that others read as
 * another kind of number is converted once, by a step of its own before the first of them.
 */
final class Steps {
  private final Graph graph;
  private final Plan plan;
  private final Buffers buffers;
  private final BitPacker packer;
  private final ProductShares shares;
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
    this.packer = plan.path().packer();
    this.shares = new ProductShares(buffers, threads);
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
    Step[] shares = of(node); // Which may add conversions of what it reads.
    add(name(node), shares);
  }

  /**
   * Adds the step of a product of integers and of a threshold that makes bits of its accumulators
   * at once.
   */
  void addFused(int product, int threshold) {
    buffers.allocate(threshold);
    Threshold op = (Threshold) graph.nodes().get(threshold).op();
    Step[] shares = product(product, op, threshold);
    add(name(product) + ", " + name(threshold), shares);
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

  private int[] ints(int node) {
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

  private int[][] ints(List<Integer> nodes) {
    int[][] all = new int[nodes.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = ints(nodes.get(i));
    }
    return all;
  }

  private Step[] of(int node) {
    PreparedWeights prepared = plan.prepared(graph, node);
    return prepared.canFeedThreshold(buffers.edge(node).kind())
        ? product(node, null, node)
        : new Step[] {single(node, prepared)};
  }

  private Step single(int node, PreparedWeights prepared) {
    Op op = graph.nodes().get(node).op();
    List<Integer> inputs = graph.nodes().get(node).inputs();
    int input = inputs.get(0);
    Shape shape = buffers.edge(node).shape();
    if (plan.path().isReference() && isConv(op)) {
      return new ReferenceConvStep(op, buffers, inputs, node);
    }
    if (prepared.floats() != null) {
      return floatProduct(op, prepared.floats(), input, node);
    } else if (prepared.depthwise() != null) {
      PackedDepthwise conv = (PackedDepthwise) op;
      SlidingWindow sweep = new SlidingWindow(conv.window(), buffers.edge(input).shape());
      return new FloatDepthwiseStep(
          prepared.depthwise(), sweep, conv.input().padding(), floats(input), buffers.floats(node));
    } else if (op instanceof Threshold threshold) {
      return threshold(threshold, input, node);
    } else if (op instanceof Channelwise channelwise) {
      return new ChannelwiseStep(channelwise, buffers, input, node);
    } else if (op instanceof Softmax) {
      return new SoftmaxStep(
          buffers.floats(input), buffers.floats(node), shape.pixels(), shape.channels());
    } else if (op instanceof Sign) {
      return new SignStep(
          buffers.floats(input), buffers.bits(node), shape.pixels(), shape.channels());
    } else if (op instanceof Pool pool) {
      return pool(pool, input, node);
    } else if (op instanceof Pad pad) {
      SlidingWindow sweep = new SlidingWindow(pad.window(), buffers.edge(input).shape());
      return new PadStep(sweep, buffers.array(input), buffers.array(node));
    } else if (op instanceof Flatten flatten) {
      return new FlattenStep(flatten, buffers, input, node);
    } else if (op instanceof Add) {
      return add(inputs, node);
    } else if (op instanceof Concat) {
      return new ConcatStep(buffers, inputs, node);
    }
    throw new IllegalStateException("cannot run " + op);
  }

  private static boolean isConv(Op op) {
    return op instanceof PackedConv || op instanceof PackedDepthwise || op instanceof FloatConv;
  }

  /**
   * The shares of a product of integers.
   *
   * @param product the product's node
   * @param threshold what makes bits of its accumulators at once, or null
   * @param node where what comes out belongs
   */
  private Step[] product(int product, Threshold threshold, int node) {
    Op op = graph.nodes().get(product).op();
    List<Integer> inputs = graph.nodes().get(product).inputs();
    int channels = buffers.edge(node).shape().channels();
    ProductSink sink = new ProductSink(packer, threshold, channels, (int[]) buffers.array(node));
    PreparedWeights prepared = plan.prepared(graph, product);
    return op instanceof PackedDepthwise conv
        ? new Step[] {depthwise(conv, prepared.depthwise(), product, sink)}
        : shares.of(op, prepared, inputs, sink);
  }

  /** Sums several inputs before they meet the weights: their padding is the sum of theirs. */
  private Step depthwise(PackedDepthwise conv, Depthwise weights, int product, ProductSink sink) {
    List<Integer> inputs = graph.nodes().get(product).inputs();
    SlidingWindow sweep = new SlidingWindow(conv.window(), buffers.edge(inputs.get(0)).shape());
    if (inputs.size() == 1) {
      return new DepthwiseStep(weights, sweep, conv.input(), ints(inputs.get(0)), sink);
    }
    int[][] terms = ints(inputs);
    int[] sums = new int[terms[0].length];
    add(name(product) + " inputs summed", new IntAddStep(terms, sums, sweep.map.size()));
    InputMap map = InputMap.padded(inputs.size() * conv.input().padding());
    return new DepthwiseStep(weights, sweep, map, sums, sink);
  }

  private Step floatProduct(Op op, FloatProduct product, int input, int node) {
    float[] target = buffers.floats(node);
    Shape map = buffers.edge(input).shape();
    int outputs = buffers.edge(node).shape().channels();
    if (op instanceof PackedConv conv) {
      SlidingWindow sweep = new SlidingWindow(conv.window(), map);
      return new FloatConvStep(
          product, sweep, conv.input().padding(), floats(input), target, outputs);
    } else if (op instanceof FloatConv conv) {
      return new FloatConvStep(
          product, new SlidingWindow(conv.window(), map), 0, floats(input), target, outputs);
    }
    return new FloatDenseStep(product, floats(input), target);
  }

  private Step threshold(Threshold threshold, int input, int node) {
    Shape shape = buffers.edge(node).shape();
    int[] target = buffers.bits(node);
    if (buffers.edge(input).kind() == EdgeKind.BITS) {
      return new BitMapStep(threshold, buffers.bits(input), target, shape.pixels());
    }
    ProductSink sink = new ProductSink(packer, threshold, shape.channels(), target);
    return new ThresholdStep(buffers.accumulators(input), sink, shape.pixels(), shape.channels());
  }

  private Step pool(Pool pool, int input, int node) {
    SlidingWindow sweep = new SlidingWindow(pool.window(), buffers.edge(input).shape());
    EdgeKind kind = buffers.edge(node).kind();
    if (kind == EdgeKind.BITS) {
      return new BitPoolStep(sweep, buffers.bits(input), buffers.bits(node));
    } else if (kind == EdgeKind.FLOAT) {
      return new FloatPoolStep(pool.kind(), sweep, floats(input), buffers.floats(node));
    }
    boolean max = pool.kind() == Pool.Kind.MAX;
    return new IntPoolStep(max, sweep, ints(input), buffers.array(node));
  }

  private Step add(List<Integer> inputs, int node) {
    int size = buffers.edge(node).size();
    if (buffers.edge(node).kind() == EdgeKind.FLOAT) {
      float[][] terms = new float[inputs.size()][];
      for (int i = 0; i < terms.length; i++) {
        terms[i] = floats(inputs.get(i));
      }
      return new FloatAddStep(terms, buffers.floats(node), size);
    }
    int[][] terms = ints(inputs);
    return new IntAddStep(terms, buffers.accumulators(node), size);
  }
}
