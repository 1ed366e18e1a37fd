package org.bnn4j.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;

/** Builds graphs whose nodes name what they read. */
public final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private GraphBuilder() {}

  /** Begins with a node named {@code in}. */
  public static GraphBuilder input(EdgeKind kind, int size) {
    return input(kind, Shape.vector(size));
  }

  /** Begins with a node named {@code in}. */
  public static GraphBuilder input(EdgeKind kind, Shape shape) {
    return input(new Input(new Edge(kind, shape)));
  }

  /** Begins with a node named {@code in}. */
  public static GraphBuilder input(Input input) {
    return new GraphBuilder().add("in", input);
  }

  /** Adds a node that reads others. */
  public GraphBuilder add(String name, Op op, String... inputs) {
    nodes.add(new Node(name, op, Arrays.stream(inputs).map(names::indexOf).toList()));
    names.add(name);
    return this;
  }

  /** Adds a node that reads the one before. */
  public GraphBuilder then(String name, Op op) {
    return add(name, op, names.get(names.size() - 1));
  }

  /** The graph. */
  public Graph build(String... labels) {
    return new Graph(nodes, List.of(labels));
  }
}
