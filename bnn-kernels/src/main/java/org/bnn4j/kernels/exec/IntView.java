package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;

/** What a node puts out, which is no floats, as integers. */
final class IntView {
  /** One example after the other, channels innermost. */
  final int[] values;

  private final Buffers buffers;
  private final int node;

  IntView(Buffers buffers, int node) {
    this.buffers = buffers;
    this.node = node;
    boolean there = buffers.edge(node).kind() == EdgeKind.ACCUMULATOR;
    this.values =
        there ? buffers.accumulators(node) : new int[buffers.length(buffers.edge(node).size())];
  }

  /** Brings the first {@code rows} examples up to date. */
  void fill(int rows) {
    if (buffers.edge(node).kind() != EdgeKind.ACCUMULATOR) {
      int size = buffers.edge(node).size();
      for (int row = 0; row < rows; row++) {
        buffers.readInts(node, row, values, row * size);
      }
    }
  }
}
