package org.bnn4j.examples.benchmarks.kernels;

import java.util.Random;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.paths.FloatProduct;
import org.bnn4j.kernels.paths.KernelPath;

/** A product of floats with float weights, all within -1 and 1. */
final class FloatsProduct extends Product {
  private final FloatProduct.Worker worker;
  private final float[] activations;
  private final float[] results;

  FloatsProduct(ProductShape shape, KernelPath path, Random random) {
    super(shape);
    float[] weights = floats(shape.outputs() * shape.fanIn(), random);
    worker = path.ofFloats(new FloatWeights(shape.outputs(), shape.fanIn(), weights)).newWorker();
    activations = floats(shape.rows() * shape.fanIn(), random);
    results = new float[shape.rows() * shape.outputs()];
  }

  private static float[] floats(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  @Override
  double run() {
    worker.run(activations, shape.rows(), results, 0);
    return results[results.length - 1];
  }

  @Override
  double[] sums(int... rows) {
    float[] chosen = new float[rows.length * shape.fanIn()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          activations, rows[i] * shape.fanIn(), chosen, i * shape.fanIn(), shape.fanIn());
    }
    float[] sums = new float[rows.length * shape.outputs()];
    worker.run(chosen, rows.length, sums, 0);
    double[] all = new double[sums.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = sums[i];
    }
    return all;
  }

  /** The order of the terms differs, and so does what is rounded: a little for each of them. */
  @Override
  double tolerance() {
    return 1e-6 * (1 + shape.fanIn());
  }
}
