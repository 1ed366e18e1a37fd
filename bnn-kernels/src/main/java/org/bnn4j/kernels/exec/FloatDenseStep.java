package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.FloatProduct;

/** A product of floats. */
final class FloatDenseStep implements Step {
  private final FloatProduct.Worker worker;
  private final float[] input;
  private final float[] target;

  FloatDenseStep(FloatProduct product, float[] input, float[] target) {
    this.input = input;
    this.target = target;
    this.worker = product.newWorker();
  }

  @Override
  public void run(int rows) {
    worker.run(input, rows, target, 0);
  }
}
