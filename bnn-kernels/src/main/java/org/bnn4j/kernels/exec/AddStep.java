package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;

/** The sum of two edges, as integers or as floats. */
record AddStep(int left, int right, int output) implements Step {
  @Override
  public Action bind(Buffers buffers) {
    int size = buffers.edge(output).size();
    if (buffers.edge(output).kind() == EdgeKind.ACCUMULATOR) {
      int[] a = buffers.accumulators(left);
      int[] b = buffers.accumulators(right);
      int[] sum = buffers.accumulators(output);
      return rows -> {
        for (int i = 0; i < rows * size; i++) {
          sum[i] = a[i] + b[i];
        }
      };
    }
    float[] a = buffers.floats(left);
    float[] b = buffers.floats(right);
    float[] sum = buffers.floats(output);
    return rows -> {
      for (int i = 0; i < rows * size; i++) {
        sum[i] = a[i] + b[i];
      }
    };
  }
}
