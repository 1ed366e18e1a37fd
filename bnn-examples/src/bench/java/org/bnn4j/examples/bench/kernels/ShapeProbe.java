package org.bnn4j.examples.bench.kernels;

import org.bnn4j.examples.speed.CpuTime;

/** Measures one product; {@link ShapeTable} starts a JVM of its own for each. */
final class ShapeProbe {
  private static final int REPEATS = 5;
  private static final int WARM_UP_CALLS = 5;

  private ShapeProbe() {}

  /**
   * Prints the G multiply-accumulates a second of one thread, the median of a few measurements.
   *
   * @param args kind, fan-in, outputs, rows, path, seconds to warm up
   */
  public static void main(String[] args) {
    Shape shape =
        new Shape(
            ProductKind.valueOf(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    Product product = Product.of(shape, args[4]);
    double nanos = 1e9 * Double.parseDouble(args[5]);
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_CALLS || System.nanoTime() - start < nanos; i++) {
      product.run();
    }
    CpuTime time = new CpuTime();
    for (int i = 0; i < REPEATS; i++) {
      time.ofThread(product::run);
    }
    System.out.println(1e9 * shape.gigaMacs() / time.median());
  }
}
