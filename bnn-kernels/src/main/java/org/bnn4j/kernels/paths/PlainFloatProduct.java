package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.FloatWeights;

/**
 * Floats with float weights: each input's row of weights times the input is added to all outputs at
 * once.
 */
final class PlainFloatProduct implements FloatProduct {
  private final int outputs;
  private final float[][] weights;

  PlainFloatProduct(FloatWeights weights) {
    this.outputs = weights.outputs();
    this.weights = new float[weights.fanIn()][];
    for (int i = 0; i < this.weights.length; i++) {
      this.weights[i] = Arrays.copyOfRange(weights.values(), i * outputs, (i + 1) * outputs);
    }
  }

  @Override
  public float[][] newScratch() {
    return new float[1][outputs];
  }

  @Override
  public void run(float[] x, int rows, float[] z, int at, float[][] scratch) {
    float[] sums = scratch[0];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      for (int input = 0; input < weights.length; input++) {
        add(x[row * weights.length + input], weights[input], sums);
      }
      System.arraycopy(sums, 0, z, at + row * outputs, outputs);
    }
  }

  private static void add(float x, float[] w, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += x * w[j];
    }
  }
}
