package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Bits;

/** Floats to bits. */
record SignStep(int input, int output) implements Step {
  @Override
  public Action bind(Buffers buffers) {
    float[] values = buffers.floats(input);
    int[] bits = buffers.bits(output);
    int size = buffers.edge(output).size();
    int rowWords = Bits.words(size);
    return rows -> {
      for (int row = 0; row < rows; row++) {
        Bits.pack(values, row * size, size, bits, row * rowWords);
      }
    };
  }
}
