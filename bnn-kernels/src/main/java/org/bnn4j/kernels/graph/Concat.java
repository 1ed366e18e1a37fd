package org.bnn4j.kernels.graph;

import java.util.List;

/** The channels of several maps of one size and kind, one map's after the other's. */
public final class Concat implements Op {
  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.concat(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException(this + " takes 2 inputs or more, not " + inputs.size());
    }
    Edge first = inputs.get(0);
    long channels = 0;
    for (Edge input : inputs) {
      boolean fits =
          input.kind() == first.kind()
              && input.shape().height() == first.shape().height()
              && input.shape().width() == first.shape().width();
      if (!fits) {
        throw new IllegalArgumentException(
            this + " takes maps of one size and kind, not " + inputs);
      }
      channels += input.shape().channels();
    }
    if (channels > Shape.MAX_SIZE) {
      throw new IllegalArgumentException(
          this + " puts out at most " + Shape.MAX_SIZE + " channels, not " + channels);
    }
    return new Edge(
        first.kind(), new Shape(first.shape().height(), first.shape().width(), (int) channels));
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return "concat";
  }
}
