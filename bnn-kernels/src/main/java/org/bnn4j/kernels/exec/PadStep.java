package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Shape;

/** Zeros around a map. They are there from the start and never written. */
final class PadStep implements Step {
  private final Pad pad;
  private final Buffers buffers;
  private final int input;
  private final int node;

  PadStep(Pad pad, Buffers buffers, int input, int node) {
    this.pad = pad;
    this.buffers = buffers;
    this.input = input;
    this.node = node;
  }

  @Override
  public void run(int rows) {
    Shape map = buffers.edge(input).shape();
    Shape padded = buffers.edge(node).shape();
    int length = map.width() * map.channels();
    for (int row = 0; row < rows; row++) {
      for (int y = 0; y < map.height(); y++) {
        int to = (row * padded.height() + y + pad.top()) * padded.width() + pad.left();
        System.arraycopy(
            buffers.array(input),
            (row * map.height() + y) * length,
            buffers.array(node),
            to * padded.channels(),
            length);
      }
    }
  }
}
