package org.bnn4j.kernels.paths;

/**
 * Float products of rows of floats with one layer's weights; immutable and shared between threads.
 * The order of additions depends on the layer alone: a row gives the same sums in any batch. The
 * order differs between paths, and so do roundings, and sums that leave the range of floats on the
 * way.
 */
public interface FloatProduct {
  /** This product with the memory that one thread needs for it. */
  @FunctionalInterface
  interface Worker {
    /**
     * Multiplies the first {@code rows} rows of {@code x}, each of the layer's fan-in, and fills as
     * many rows of {@code z}, from {@code at} on. Allocates nothing.
     */
    void run(float[] x, int rows, float[] z, int at);
  }

  /** Makes what one thread multiplies with. */
  Worker newWorker();
}
