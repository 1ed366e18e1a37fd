package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.FloatProduct;

/** A product of floats. */
final class FloatDenseStep implements Step {
  private final FloatProduct product;
  private final FloatView input;
  private final float[] target;
  private final float[][] scratch;

  FloatDenseStep(FloatProduct product, FloatView input, float[] target) {
    this.product = product;
    this.input = input;
    this.target = target;
    this.scratch = product.newScratch();
  }

  @Override
  public void run(int rows) {
    input.fill(rows);
    product.run(input.values, rows, target, 0, scratch);
  }
}
