package org.bnn4j.kernels.paths;

/** Float products of rows of floats with one layer's weights. */
public interface FloatProduct {
  /** Makes what one thread needs to run this: its scratch memory. */
  Worker newWorker();

  /** Runs products on one thread and allocates nothing. */
  @FunctionalInterface
  interface Worker {
    /**
     * Multiplies the first {@code rows} rows of {@code x}, each of the layer's fan-in, and fills
     * the rows of {@code z}.
     */
    void run(float[] x, int rows, float[] z);
  }
}
