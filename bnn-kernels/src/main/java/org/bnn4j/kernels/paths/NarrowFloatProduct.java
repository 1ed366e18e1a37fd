package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Floats with few outputs, as in a last layer: plain dot products, of four outputs at once, and of
 * even and odd inputs apart, as a processor adds several numbers while it waits for one sum.
 */
final class NarrowFloatProduct implements FloatProduct {
  private static final int TILE = 4;

  private final int outputs;
  private final int fanIn;

  /** One array for each output. */
  private final float[][] weights;

  NarrowFloatProduct(FloatWeights weights) {
    this(weights.outputs(), weights.fanIn());
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < fanIn; input++) {
        this.weights[output][input] = weights.get(output, input);
      }
    }
  }

  NarrowFloatProduct(PackedWeights weights) {
    this(weights.outputs(), weights.fanIn());
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < fanIn; input++) {
        this.weights[output][input] = weights.weight(output, input);
      }
    }
  }

  private NarrowFloatProduct(int outputs, int fanIn) {
    this.outputs = outputs;
    this.fanIn = fanIn;
    this.weights = new float[outputs][fanIn];
  }

  @Override
  public Worker newWorker() {
    float[] sums = new float[TILE];
    return new Worker() {
      @Override
      public void run(float[] x, int rows, float[] z, int at) {
        for (int row = 0; row < rows; row++) {
          for (int output = 0; output < outputs; output += TILE) {
            multiply(output, x, row * fanIn, sums);
            int count = Math.min(TILE, outputs - output);
            System.arraycopy(sums, 0, z, at + row * outputs + output, count);
          }
        }
      }
    };
  }

  private void multiply(int output, float[] x, int at, float[] sums) {
    // After the last output, it is computed once more: nobody takes those sums.
    float[] w0 = weights[output];
    float[] w1 = weights[Math.min(output + 1, outputs - 1)];
    float[] w2 = weights[Math.min(output + 2, outputs - 1)];
    float[] w3 = weights[Math.min(output + 3, outputs - 1)];
    float even0 = 0;
    float even1 = 0;
    float even2 = 0;
    float even3 = 0;
    float odd0 = 0;
    float odd1 = 0;
    float odd2 = 0;
    float odd3 = 0;
    int i = 0;
    for (; i + 2 <= fanIn; i += 2) {
      float x0 = x[at + i];
      even0 += x0 * w0[i];
      even1 += x0 * w1[i];
      even2 += x0 * w2[i];
      even3 += x0 * w3[i];
      float x1 = x[at + i + 1];
      odd0 += x1 * w0[i + 1];
      odd1 += x1 * w1[i + 1];
      odd2 += x1 * w2[i + 1];
      odd3 += x1 * w3[i + 1];
    }
    if (i < fanIn) {
      float last = x[at + i];
      even0 += last * w0[i];
      even1 += last * w1[i];
      even2 += last * w2[i];
      even3 += last * w3[i];
    }
    sums[0] = even0 + odd0;
    sums[1] = even1 + odd1;
    sums[2] = even2 + odd2;
    sums[3] = even3 + odd3;
  }
}
