package org.bnn4j.kernels.paths;

/**
 * Integer products of rows of packed activations with one layer's weights; immutable and shared
 * between threads.
 */
public abstract class IntProduct {
  final int outputs;
  final int rowWords;

  IntProduct(int outputs, int rowWords) {
    this.outputs = outputs;
    this.rowWords = rowWords;
  }

  /** The words of one row of activations. */
  public final int rowWords() {
    return rowWords;
  }

  /** Makes the memory that one thread needs for {@link #run}. */
  public abstract int[][] newScratch();

  /**
   * Multiplies the first {@code rows} rows of {@code activations} with all weights and hands the
   * accumulators over piece by piece. Allocates nothing.
   */
  public abstract void run(int[] activations, int rows, int[][] scratch, AccumulatorSink sink);
}
