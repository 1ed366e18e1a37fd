package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatWeights;

/** Floats with float weights. */
final class VectorStoredFloatProduct extends VectorFloatProduct {
  /** Panel by panel, input by input, the outputs side by side; 0 after the last. */
  private final float[] weights;

  VectorStoredFloatProduct(FloatWeights weights) {
    super(weights.outputs(), weights.fanIn());
    this.weights = new float[Math.multiplyExact(panels() * WIDTH, fanIn)];
    for (int panel = 0; panel < panels(); panel++) {
      int first = panel * WIDTH;
      int width = Math.min(WIDTH, outputs - first);
      for (int input = 0; input < fanIn; input++) {
        int at = (panel * fanIn + input) * WIDTH;
        System.arraycopy(weights.values(), input * outputs + first, this.weights, at, width);
      }
    }
  }

  @Override
  public Worker newWorker() {
    return new PanelWorker() {
      @Override
      void add(int panel, int input, int inputs, float[] x, int at, int rows, float[] sums) {
        int from = (panel * fanIn + input) * WIDTH;
        VectorStoredFloatProduct.this.add(x, at, rows, inputs, weights, from, sums);
      }
    };
  }
}
