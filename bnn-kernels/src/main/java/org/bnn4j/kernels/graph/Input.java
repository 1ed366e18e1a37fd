package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What the caller passes in: the first node of every graph, and only that.
 *
 * @param edge unsigned bytes or floats
 * @param channelsFirst whether the caller passes one channel after the other, value (y, x, c) at
 *     {@code (c * height + y) * width + x}, as networks with channels first have it; else pixel
 *     after pixel. The edge itself always has channels innermost.
 */
public record Input(Edge edge, boolean channelsFirst) implements Op {
  /** Checks the kind. */
  public Input {
    if (edge.kind() != EdgeKind.BYTE && edge.kind() != EdgeKind.FLOAT) {
      throw new IllegalArgumentException(
          "a model takes bytes or floats, not " + edge.kind().label());
    }
  }

  /** Values pixel after pixel, or a vector. */
  public Input(Edge edge) {
    this(edge, false);
  }

  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.input(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    if (!inputs.isEmpty()) {
      throw new IllegalArgumentException("an input takes no input, not " + inputs.size());
    }
    return edge;
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    if (channelsFirst) {
      return "input, channels first";
    }
    boolean oneOrder = edge.shape().pixels() == 1 || edge.shape().channels() == 1;
    return oneOrder ? "input" : "input of pixels";
  }
}
