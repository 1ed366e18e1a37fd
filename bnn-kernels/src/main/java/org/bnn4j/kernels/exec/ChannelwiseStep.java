package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Channelwise;

/** Float arithmetic, one pixel at a time: all its channels go through one term before the next. */
final class ChannelwiseStep implements Step {
  private final Channelwise op;
  private final Buffers buffers;
  private final int input;
  private final int node;

  ChannelwiseStep(Channelwise op, Buffers buffers, int input, int node) {
    this.op = op;
    this.buffers = buffers;
    this.input = input;
    this.node = node;
  }

  @Override
  public void run(int rows) {
    float[] values = buffers.floats(node);
    int size = buffers.edge(node).size();
    int channels = buffers.edge(node).shape().channels();
    for (int row = 0; row < rows; row++) {
      buffers.readFloats(input, row, values, row * size);
      for (int at = row * size; at < (row + 1) * size; at += channels) {
        // Not for each term: the iterator would be an allocation.
        for (int term = 0; term < op.terms().size(); term++) {
          op.terms().get(term).apply(values, at, channels);
        }
      }
    }
  }
}
