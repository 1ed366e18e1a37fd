package org.bnn4j.kernels.paths;

/**
 * Integer products of rows of packed activations with one layer's weights; immutable and shared
 * between threads.
 *
 * <p>A row need not lie in one piece: it has several segments of equal length anywhere in the
 * activations. So the rows of a convolution are read where they are, one segment for each row of
 * its window, and nothing is copied together for them.
 */
public interface IntProduct {
  /** This product with the memory that one thread needs for it. */
  interface Worker {
    /**
     * Multiplies {@code rows} rows of activations with the weights and hands the accumulators over
     * piece by piece, those of one place in the rows' order. Allocates nothing.
     *
     * @param starts the first word of segment s of row r at {@code r * segments + s}
     */
    void run(int[] activations, int[] starts, int rows, AccumulatorSink sink);
  }

  /** The number of outputs. */
  int outputs();

  /** The words of one row of activations. */
  int rowWords();

  /** The segments of one row of activations. */
  int segments();

  /** Outputs that are computed together: a multiple of 32, or all of them. */
  default int unit() {
    return outputs();
  }

  /**
   * Makes what one thread multiplies with, for some of the outputs.
   *
   * @param from the first of them, a multiple of {@link #unit()}
   * @param to the first after them, a multiple as well, or the number of all outputs
   */
  Worker newWorker(int from, int to);

  /** Makes what one thread multiplies with. */
  default Worker newWorker() {
    return newWorker(0, outputs());
  }

  /**
   * Lays one row of unsigned bytes out as this product reads them.
   *
   * @param offset where the row's bytes are in {@code values}
   * @param at where the row's words go
   * @throws UnsupportedOperationException if this is a product of bits
   */
  default void pack(byte[] values, int offset, int[] words, int at) {
    throw new UnsupportedOperationException("a product of bits");
  }

  /**
   * The sums of this product's results for some inputs. A row is theirs, one after the other, with
   * the segments of each: segment s of input i of row r starts at {@code starts[(r * inputs + i) *
   * segments + s]}.
   */
  default IntProduct summed(int inputs) {
    return inputs == 1 ? this : new SummedProduct(this, inputs);
  }

  /** The starts of segments that lie one after the other, row by row. */
  default int[] consecutiveStarts(int rows) {
    int[] starts = new int[rows * segments()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i * (rowWords() / segments());
    }
    return starts;
  }
}
