package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
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
 *
 * <p>A node that puts out what a layer puts out has the layer's name. All others have a colon in
 * theirs, which no layer's name has.
 */
final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Term> pending = new ArrayList<>();
  private String pendingName;
  private Edge edge;

  /** The largest absolute value that the accumulators on {@code edge} can have. */
  private int bound;

  GraphBuilder(Edge input) {
    append("input:raw", new Input(input));
  }

  /** What the last node puts out, before any arithmetic that is held back. */
  Edge edge() {
    return edge;
  }

  /** The kind of what the next layer will be fed. */
  EdgeKind kind() {
    return pending.isEmpty() ? edge.kind() : EdgeKind.FLOAT;
  }

  /** Whether no product and no sign has come yet: what is there is the input, or made of it. */
  boolean readsInput() {
    return nodes.stream()
        .allMatch(node -> node.op() instanceof Input || node.op() instanceof Channelwise);
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
    nodes.add(new Node(name, op, inputs));
  }

  Graph build(List<String> labels) {
    flush();
    return new Graph(nodes, labels);
  }
}
