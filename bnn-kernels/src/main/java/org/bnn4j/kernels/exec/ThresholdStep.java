package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Threshold;

/** Accumulators in memory to bits, for a threshold that could not be fused with a product. */
final class ThresholdStep implements Step {
  private final int input;
  private final int output;
  private final Threshold threshold;

  ThresholdStep(int input, int output, Threshold threshold) {
    this.input = input;
    this.output = output;
    this.threshold = threshold;
  }

  @Override
  public Action bind(Buffers buffers) {
    int channels = threshold.thresholds().length;
    int[] accumulators = buffers.accumulators(input);
    int[] row = new int[channels];
    ThresholdSink sink = new ThresholdSink(threshold, buffers.bits(output));
    return rows -> {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(accumulators, i * channels, row, 0, channels);
        sink.accept(i, 0, channels, row);
      }
    };
  }
}
