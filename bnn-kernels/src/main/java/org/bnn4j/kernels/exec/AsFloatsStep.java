package org.bnn4j.kernels.exec;

/** What a node puts out, as floats, for all that read them. */
final class AsFloatsStep implements Step {
  /** One example after the other, channels innermost. */
  final float[] values;

  private final Buffers buffers;
  private final int node;

  AsFloatsStep(Buffers buffers, int node) {
    this.buffers = buffers;
    this.node = node;
    this.values = new float[buffers.length(buffers.edge(node).size())];
  }

  @Override
  public void run(int rows) {
    int size = buffers.edge(node).size();
    for (int row = 0; row < rows; row++) {
      buffers.readFloats(node, row, values, row * size);
    }
  }
}
