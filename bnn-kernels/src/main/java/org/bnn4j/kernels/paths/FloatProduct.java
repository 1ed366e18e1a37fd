package org.bnn4j.kernels.paths;

/**
 * Float products of rows of floats with one layer's weights; immutable and shared between threads.
 */
public interface FloatProduct {
  /** Makes the memory that one thread needs for {@link #run}. */
  float[][] newScratch();

  /**
   * Multiplies the first {@code rows} rows of {@code x}, each of the layer's fan-in, and fills as
   * many rows of {@code z}, from {@code at} on. Allocates nothing.
   */
  void run(float[] x, int rows, float[] z, int at, float[][] scratch);
}
