package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Pixels of zeros around a map. Bits have no zero, so it does not take them.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns after
 */
public record Pad(int top, int bottom, int left, int right) implements Op {
  /** Checks that none is negative. */
  public Pad {
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      throw new IllegalArgumentException(
          "paddings are not negative: " + top + "-" + bottom + "," + left + "-" + right);
    }
  }

  /** A window of one pixel with this padding. */
  public Window window() {
    return Window.of(1, 1).padding(top, bottom, left, right);
  }

  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.pad(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.BYTE, EdgeKind.ACCUMULATOR, EdgeKind.FLOAT);
    return new Edge(input.kind(), window().padded(input.shape()));
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return "pad " + top + "-" + bottom + "," + left + "-" + right;
  }
}
