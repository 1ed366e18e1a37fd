package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/** What the caller passes in: the first node of every graph, and only that. */
public final class Input implements Op {
  private final Edge edge;

  /** Takes unsigned bytes or floats. */
  public Input(Edge edge) {
    if (edge.kind() != EdgeKind.BYTE && edge.kind() != EdgeKind.FLOAT) {
      throw new IllegalArgumentException(
          "a model takes bytes or floats, not " + edge.kind().label());
    }
    this.edge = edge;
  }

  /** What the caller passes in. */
  public Edge edge() {
    return edge;
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    if (!inputs.isEmpty()) {
      throw new IllegalArgumentException("an input takes no input, not " + inputs.size());
    }
    return edge;
  }

  @Override
  public String toString() {
    return "input";
  }
}
