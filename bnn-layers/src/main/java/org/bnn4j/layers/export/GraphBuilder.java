package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;

/**
 * Strings nodes together, layer after layer, and holds float arithmetic back until it is known what
 * follows: a sign turns it into thresholds, anything else makes it a node.
 */
final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<Term> pending = new ArrayList<>();
  private String pendingName;
  private Edge edge;

  /** The largest absolute value that the accumulators on {@code edge} can have. */
  private int bound;

  GraphBuilder(Edge input) {
    append("input", new Input(input));
  }

  /** What the last node puts out, before any arithmetic that is held back. */
  Edge edge() {
    return edge;
  }

  /** The kind of what the next layer will be fed. */
  EdgeKind kind() {
    return pending.isEmpty() ? edge.kind() : EdgeKind.FLOAT;
  }

  /** Adds float arithmetic whose result is the output of the layer with this name. */
  void arithmetic(String name, List<Term> terms) {
    if (!terms.isEmpty()) {
      pending.addAll(terms);
      pendingName = name;
    }
  }

  /** Makes integer sums floats before a packed product, which does not take them. */
  void sumsToFloats(String name) {
    if (kind() == EdgeKind.ACCUMULATOR) {
      append(name + ":input", new Channelwise(List.of()));
    }
  }

  /** Adds a packed product. */
  void product(String name, PackedDense dense) {
    flush();
    bound = dense.fanIn() * (edge.kind() == EdgeKind.BYTE ? 255 : 1);
    append(name, dense);
  }

  /** Adds a product that stays in float. */
  void product(String name, FloatDense dense) {
    flush();
    append(name, dense);
  }

  /** Adds the sign of what has come so far. */
  void sign(String name) {
    if (edge.kind() == EdgeKind.ACCUMULATOR && ThresholdFolding.canFold(pending)) {
      append(name, ThresholdFolding.fold(pending, edge.size(), bound));
      pending.clear();
      return;
    }
    if (edge.kind() == EdgeKind.BITS && pending.isEmpty()) {
      return; // theta of -1 and +1 is the same again
    }
    toFloats(name);
    append(name, new Sign());
  }

  /** Adds a softmax over what has come so far. */
  void softmax(String name) {
    toFloats(name);
    append(name, new Softmax());
  }

  /**
   * Makes sure that the last node puts out floats, under a name that leaves the layer's own name
   * free.
   */
  private void toFloats(String layer) {
    if (pending.isEmpty() && edge.kind() == EdgeKind.FLOAT) {
      return;
    }
    if (pending.isEmpty() || pendingName.equals(layer)) {
      pendingName = layer + ":preactivation";
    }
    append(pendingName, new Channelwise(pending));
    pending.clear();
  }

  private void flush() {
    if (!pending.isEmpty()) {
      append(pendingName, new Channelwise(pending));
      pending.clear();
    }
  }

  private void append(String name, Op op) {
    List<Integer> inputs = nodes.isEmpty() ? List.of() : List.of(nodes.size() - 1);
    edge = op.infer(nodes.isEmpty() ? List.of() : List.of(edge));
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "#" + i;
    }
    nodes.add(new Node(unique, op, inputs));
  }

  Graph build(List<String> labels) {
    flush();
    return new Graph(nodes, labels);
  }
}
