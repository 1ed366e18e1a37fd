package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * What the caller passes in: the first node of every graph, and only that.
 *
 * @param edge unsigned bytes or floats
 */
public record Input(Edge edge) implements Op {
  /** Checks the kind. */
  public Input {
    if (edge.kind() != EdgeKind.BYTE && edge.kind() != EdgeKind.FLOAT) {
      throw new IllegalArgumentException(
          "a model takes bytes or floats, not " + edge.kind().label());
    }
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    if (!inputs.isEmpty()) {
      throw new IllegalArgumentException("an input takes no input, not " + inputs.size());
    }
    return edge;
  }
}
