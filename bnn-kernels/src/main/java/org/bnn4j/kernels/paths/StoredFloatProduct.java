package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.FloatWeights;

/** Floats with float weights. */
final class StoredFloatProduct extends PlainFloatProduct {
  /** {@code [panel][group of inputs][input in group][output in panel]}. */
  private final float[][][][] weights;

  StoredFloatProduct(FloatWeights weights) {
    super(weights.outputs(), weights.fanIn());
    this.weights = new float[panels()][(fanIn + GROUP - 1) / GROUP][][];
    for (int panel = 0; panel < panels(); panel++) {
      for (int input = 0; input < fanIn; input += GROUP) {
        float[][] group = new float[Math.min(GROUP, fanIn - input)][];
        for (int i = 0; i < group.length; i++) {
          int from = (input + i) * outputs + panel * WIDTH;
          group[i] = Arrays.copyOfRange(weights.values(), from, from + panelWidth(panel));
        }
        this.weights[panel][input / GROUP] = group;
      }
    }
  }

  @Override
  float[][] weights(int panel, int input, float[][] room) {
    return weights[panel][input / GROUP];
  }
}
