package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/** exp(x - max) / sum of the same, over the channels of every position. */
public final class Softmax implements Op {
  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.softmax(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    return Op.single(inputs, this, EdgeKind.FLOAT);
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return "softmax";
  }
}
