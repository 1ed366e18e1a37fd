package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Term;

/**
 * Float arithmetic, one position at a time: all its channels go through one term before the next.
 */
record ChannelwiseStep(int input, int output, Channelwise op) implements Step {
  @Override
  public Action bind(Buffers buffers) {
    FloatReader reader = FloatReader.of(buffers, input);
    float[] values = buffers.floats(output);
    int size = buffers.edge(output).size();
    int channels = buffers.edge(output).shape().channels();
    Term[] terms = op.terms().toArray(Term[]::new);
    return rows -> {
      for (int row = 0; row < rows; row++) {
        reader.read(row, values, row * size);
        for (int at = row * size; at < (row + 1) * size; at += channels) {
          for (Term term : terms) {
            term.apply(values, at, channels);
          }
        }
      }
    };
  }
}
