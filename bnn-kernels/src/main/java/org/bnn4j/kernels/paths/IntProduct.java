package org.bnn4j.kernels.paths;

/** Integer products of rows of packed activations with one layer's weights. */
public interface IntProduct {
  /** The words of one row of activations. */
  int rowWords();

  /** Makes what one thread needs to run this: its scratch memory. */
  Worker newWorker();

  /** Runs products on one thread and allocates nothing. */
  interface Worker {
    /**
     * Multiplies the first {@code rows} rows of {@code activations} with all weights and hands the
     * accumulators over piece by piece.
     */
    void run(int[] activations, int rows, AccumulatorSink sink);
  }
}
