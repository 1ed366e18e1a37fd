package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;

/** What a node puts out, as floats. */
final class FloatView {
  /** One example after the other, channels innermost. */
  final float[] values;

  private final Buffers buffers;
  private final int node;

  FloatView(Buffers buffers, int node) {
    this.buffers = buffers;
    this.node = node;
    boolean there = buffers.edge(node).kind() == EdgeKind.FLOAT;
    this.values =
        there ? buffers.floats(node) : new float[buffers.length(buffers.edge(node).size())];
  }

  /** Brings the first {@code rows} examples up to date. */
  void fill(int rows) {
    if (buffers.edge(node).kind() != EdgeKind.FLOAT) {
      int size = buffers.edge(node).size();
      for (int row = 0; row < rows; row++) {
        buffers.readFloats(node, row, values, row * size);
      }
    }
  }
}
