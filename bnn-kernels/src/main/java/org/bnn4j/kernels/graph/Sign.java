package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/** Floats to bits: theta of every value ({@link Bits}). */
public final class Sign implements Op {
  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.sign(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    return new Edge(EdgeKind.BITS, Op.single(inputs, this, EdgeKind.FLOAT).shape());
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return "sign";
  }
}
