package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.internal.network.Layout;

/**
 * Collects nodes. An operation that is held back becomes a node once, when somebody reads its
 * result, whoever and however many do.
 *
 * <p>A node that puts out what a vertex puts out has the vertex's name. All others have a colon in
 * theirs, which no vertex's name has.
 */
final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  /** How far from 0 the integers of every node may get. */
  private final List<Long> reaches = new ArrayList<>();

  private final Map<DeferredOp, Integer> made = new IdentityHashMap<>();

  /** Adds the input, which must come first. */
  Value input(Input input, Layout layout) {
    nodes.add(new Node("input:raw", input, List.of()));
    edges.add(input.edge());
    reaches.add(input.edge().kind().reach());
    LayerRef source = new LayerRef(-1, "input", "Input");
    return new Value(0, input.edge(), List.of(), layout, true, Optional.empty(), source);
  }

  /**
   * Adds an operation on values of which nothing is held back.
   *
   * @return what it puts out, in the layout of the first value
   * @throws ExportException if it does not take them, naming the vertex
   */
  Value append(LayerRef vertex, String name, Op op, Value... inputs) {
    List<Integer> read = Stream.of(inputs).map(Value::node).toList();
    int node = append(vertex, name, op, read);
    boolean raw = isNoProductNorSign(op) && Stream.of(inputs).allMatch(Value::raw);
    return new Value(
        node, edges.get(node), List.of(), inputs[0].layout(), raw, Optional.empty(), vertex);
  }

  private static boolean isNoProductNorSign(Op op) {
    return Stream.of(
            Channelwise.class, Pad.class, Flatten.class, Pool.class, Add.class, Concat.class)
        .anyMatch(type -> type.isInstance(op));
  }

  private int append(LayerRef vertex, String name, Op op, List<Integer> read) {
    List<Edge> inputs = read.stream().map(edges::get).toList();
    Edge edge;
    try {
      edge = op.infer(inputs);
    } catch (IllegalArgumentException e) {
      throw vertex.refuse(e);
    }
    long reach = edge.kind().reach();
    if (edge.kind() == EdgeKind.ACCUMULATOR) {
      reach = op.reach(inputs, read.stream().mapToLong(reaches::get).toArray());
    }
    if (reach >= Threshold.NEVER) {
      throw vertex.refuse(
          "its integer sums may reach "
              + reach
              + ", and at most "
              + (Threshold.NEVER - 1)
              + " fits");
    }
    nodes.add(new Node(name, op, read));
    edges.add(edge);
    reaches.add(reach);
    return nodes.size() - 1;
  }

  /** The same value with nothing held back. */
  Value materialize(Value value) {
    int node = value.node();
    for (DeferredOp held : value.held()) {
      Integer known = made.get(held);
      if (known == null) {
        if (held.needsFloats(edges.get(node))) {
          String name = held.name() + ":input";
          node = append(value.source(), name, new Channelwise(List.of()), List.of(node));
        }
        known = append(value.source(), held.name(), held.op(), List.of(node));
        made.put(held, known);
      }
      node = known;
    }
    return new Value(
        node,
        edges.get(node),
        List.of(),
        value.layout(),
        value.raw(),
        Optional.empty(),
        value.source());
  }

  /** How far from 0 the integers of a value may get of which nothing is held back. */
  long reach(Value value) {
    return reaches.get(value.node());
  }

  /** Whether a node has this name. */
  boolean has(String name) {
    return nodes.stream().anyMatch(node -> node.name().equals(name));
  }

  /** The graph of all nodes, which ends in this value. */
  Graph build(Value answer, List<String> labels, Optional<Picture> picture) {
    Value last = materialize(answer);
    dropUnused(last.node());
    try {
      return new Graph(nodes, labels, picture);
    } catch (IllegalArgumentException e) {
      throw new ExportException(e.getMessage(), e);
    }
  }

  /** Drops nodes that nobody reads: sums of ternary values' bits that only products needed. */
  private void dropUnused(int answer) {
    boolean[] used = new boolean[nodes.size()];
    used[answer] = true;
    used[0] = true;
    for (int node = answer; node >= 0; node--) {
      if (used[node]) {
        nodes.get(node).inputs().forEach(input -> used[input] = true);
      }
    }
    List<Node> all = List.copyOf(nodes);
    int[] numbers = new int[used.length];
    nodes.clear();
    for (int node = 0; node <= answer; node++) {
      if (used[node]) {
        numbers[node] = nodes.size();
        Node kept = all.get(node);
        List<Integer> inputs = kept.inputs().stream().map(input -> numbers[input]).toList();
        nodes.add(new Node(kept.name(), kept.op(), inputs));
      }
    }
  }
}
