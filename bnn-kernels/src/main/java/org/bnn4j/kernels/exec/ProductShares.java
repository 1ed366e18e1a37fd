package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.paths.IntProduct;

/**
 * Makes the steps of packed products, in shares where they are large enough for several threads: a
 * dense product by outputs, a convolution by pixels.
 */
final class ProductShares {
  /** Words of activations and weights that meet in a share, at least: some microseconds' work. */
  private static final long LEAST_WORK = 1 << 15;

  /** So that a thread that is late does not hold up the others. */
  private static final int SHARES_PER_THREAD = 2;

  private final Buffers buffers;
  private final int most;

  /**
   * Prepares.
   *
   * @param threads for how many products are divided
   */
  ProductShares(Buffers buffers, int threads) {
    this.buffers = buffers;
    this.most = threads == 1 ? 1 : SHARES_PER_THREAD * threads;
  }

  /** The shares of a dense product of bits or bytes. */
  Step[] dense(IntProduct product, List<Integer> inputs, ProductSink sink) {
    int outputs = product.outputs();
    int unit = product.unit();
    int units = (outputs - 1) / unit + 1;
    Step[] shares = new Step[number(units, (long) outputs * product.rowWords())];
    for (int i = 0; i < shares.length; i++) {
      int from = bound(units, i, shares.length) * unit;
      int to = Math.min(outputs, bound(units, i + 1, shares.length) * unit);
      shares[i] = new DenseStep(product, buffers, inputs, sink, from, to);
    }
    return shares;
  }

  /** The shares of a convolution of bits or bytes. */
  Step[] convolution(
      PackedConv conv, PreparedWeights weights, List<Integer> inputs, ProductSink sink) {
    SlidingWindow window = new SlidingWindow(conv.window(), buffers.edge(inputs.get(0)).shape());
    int pixels = window.output.pixels();
    long work = (long) pixels * weights.ints().outputs() * weights.ints().rowWords();
    Step[] shares = new Step[number(pixels, work)];
    for (int i = 0; i < shares.length; i++) {
      int from = bound(pixels, i, shares.length);
      int to = bound(pixels, i + 1, shares.length);
      IntRows rows = IntRows.of(conv, window, weights.ints(), buffers, inputs, from, to);
      shares[i] = new ConvStep(weights.ints(), rows, weights.correction(), sink);
    }
    return shares;
  }

  private int number(int units, long work) {
    return (int) Math.max(1, Math.min(Math.min(units, most), work / LEAST_WORK));
  }

  /** Where share {@code i} of {@code n} begins. */
  private static int bound(int units, int i, int n) {
    return (int) ((long) units * i / n);
  }
}
