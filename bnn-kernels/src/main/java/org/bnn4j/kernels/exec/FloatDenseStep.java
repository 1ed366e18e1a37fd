package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.FloatProduct;

/** A product of floats. */
final class FloatDenseStep implements Step {
  private final FloatProduct product;
  private final float[] input;
  private final float[] target;
  private final float[][] scratch;

  FloatDenseStep(FloatProduct product, float[] input, float[] target) {
    this.product = product;
    this.input = input;
    this.target = target;
    this.scratch = product.newScratch();
  }

  @Override
  public void run(int rows) {
    product.run(input, rows, target, 0, scratch);
  }
}
