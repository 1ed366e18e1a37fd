package org.bnn4j.examples.bench.kernels;

import org.bnn4j.examples.speed.CpuTime;

/** Measures one product; {@link ShapeTable} starts a JVM of its own for each. */
final class ShapeProbe {
  private static final int REPEATS = 5;
  private static final int WARM_UP_CALLS = 5;

  /** The Vector API is slow by orders of magnitude until C2 has compiled all of a loop. */
  private static final long WARM_UP_NANOS = 1_000_000_000;

  private ShapeProbe() {}

  /**
   * Prints the G multiply-accumulates a second of one thread, the median of a few measurements.
   *
   * @param args kind, fan-in, outputs, rows, path
   */
  public static void main(String[] args) {
    Shape shape =
        new Shape(
            ProductKind.valueOf(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    Product product = Product.of(shape, args[4]);
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_CALLS || System.nanoTime() - start < WARM_UP_NANOS; i++) {
      product.run();
    }
    CpuTime time = new CpuTime();
    for (int i = 0; i < REPEATS; i++) {
      time.ofThread(product::run);
    }
    System.out.println(1e9 * shape.gigaMacs() / time.median());
  }
}
