package org.bnn4j.examples.benchmarks.kernels;

import java.util.Random;
import java.util.stream.IntStream;
import org.bnn4j.kernels.paths.KernelPath;
import org.bnn4j.kernels.paths.KernelPaths;

/** One product of random numbers on one kernel path; equal shapes have equal numbers. */
abstract class Product {
  /** Rows that the reference computes, which takes its time. */
  private static final int COMPARED = 3;

  private static final int SEED = 1;

  final ProductShape shape;

  Product(ProductShape shape) {
    this.shape = shape;
  }

  /**
   * A product on a path, compared with the reference path.
   *
   * @throws IllegalStateException if they differ, or the path cannot run here
   */
  static Product of(ProductShape shape, String path) {
    Product product = on(shape, KernelPaths.named(path));
    product.compare(on(shape, KernelPaths.named("reference")), path);
    return product;
  }

  private static Product on(ProductShape shape, KernelPath path) {
    Random random = new Random(SEED);
    return shape.kind() == ProductKind.FLOATS
        ? new FloatsProduct(shape, path, random)
        : new IntegersProduct(shape, path, random);
  }

  /** Computes all of it once; gives something that depends on it. */
  abstract double run();

  /** The sums of some rows, row by row. */
  abstract double[] sums(int... rows);

  /** How far a sum may be from the reference's. */
  abstract double tolerance();

  private void compare(Product reference, String path) {
    double[] actual = sums(IntStream.range(0, shape.rows()).toArray());
    int[] rows =
        IntStream.range(0, COMPARED)
            .map(i -> i * (shape.rows() - 1) / (COMPARED - 1))
            .distinct()
            .toArray();
    double[] expected = reference.sums(rows);
    for (int i = 0; i < expected.length; i++) {
      int row = rows[i / shape.outputs()];
      int output = i % shape.outputs();
      double sum = actual[row * shape.outputs() + output];
      if (!(Math.abs(sum - expected[i]) <= tolerance())) {
        throw new IllegalStateException(
            "the %s path gives %s in row %d, output %d of %s, and the reference %s"
                .formatted(path, sum, row, output, shape, expected[i]));
      }
    }
  }
}
