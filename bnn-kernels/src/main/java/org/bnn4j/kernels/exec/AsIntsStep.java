package org.bnn4j.kernels.exec;

/** What a node puts out, which is no floats, as integers, for all that read them. */
final class AsIntsStep implements Step {
  /** One example after the other, channels innermost. */
  final int[] values;

  private final Buffers buffers;
  private final int node;

  AsIntsStep(Buffers buffers, int node) {
    this.buffers = buffers;
    this.node = node;
    this.values = new int[buffers.length(buffers.edge(node).size())];
  }

  @Override
  public void run(int rows) {
    int size = buffers.edge(node).size();
    for (int row = 0; row < rows; row++) {
      buffers.readInts(node, row, values, row * size);
    }
  }
}
