package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * A map as one vector.
 *
 * @param channelsFirst whether the vector has one channel after the other, value (y, x, c) at
 *     {@code (c * height + y) * width + x}, as networks with channels first have it; else pixel
 *     after pixel, as the map itself
 */
public record Flatten(boolean channelsFirst) implements Op {
  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.flatten(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.values());
    return new Edge(input.kind(), Shape.vector(input.size()));
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return channelsFirst ? "flatten, channels first" : "flatten";
  }
}
