package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * The weights of a depthwise convolution as -1, 0 and +1, tap by tap with the outputs side by side.
 * A filter has a handful of weights, so there is nothing to gain from packing them.
 */
final class Depthwise {
  final int[][] taps;

  Depthwise(PackedDepthwise conv) {
    PackedWeights weights = conv.weights();
    taps = new int[weights.fanIn()][weights.outputs()];
    for (int output = 0; output < weights.outputs(); output++) {
      for (int tap = 0; tap < taps.length; tap++) {
        taps[tap][output] = weights.weight(output, tap);
      }
    }
  }

  /** The same as floats, as C2 does not vectorise a loop that converts. */
  float[][] floats() {
    float[][] floats = new float[taps.length][taps[0].length];
    for (int tap = 0; tap < taps.length; tap++) {
      for (int output = 0; output < floats[tap].length; output++) {
        floats[tap][output] = taps[tap][output];
      }
    }
    return floats;
  }
}
