package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;

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

  /** The shares of a dense product or of a convolution of bits or bytes. */
  Step[] of(Op op, PreparedWeights prepared, List<Integer> inputs, ProductSink sink) {
    return op instanceof PackedConv conv
        ? convolution(conv, prepared, inputs, sink)
        : dense(prepared, inputs, sink);
  }

  private Step[] dense(PreparedWeights prepared, List<Integer> inputs, ProductSink sink) {
    int outputs = prepared.ints().outputs();
    int unit = prepared.ints().unit();
    int units = (outputs - 1) / unit + 1;
    Step[] shares = new Step[number(units, (long) outputs * prepared.ints().rowWords())];
    for (int i = 0; i < shares.length; i++) {
      int from = bound(units, i, shares.length) * unit;
      int to = Math.min(outputs, bound(units, i + 1, shares.length) * unit);
      shares[i] = new DenseStep(prepared.ints(), buffers, inputs, sink, from, to);
    }
    return shares;
  }

  private Step[] convolution(
      PackedConv conv, PreparedWeights prepared, List<Integer> inputs, ProductSink sink) {
    SlidingWindow sweep = new SlidingWindow(conv.window(), buffers.edge(inputs.get(0)).shape());
    int pixels = sweep.output.pixels();
    long work = (long) pixels * prepared.ints().outputs() * prepared.ints().rowWords();
    Step[] shares = new Step[number(pixels, work)];
    for (int i = 0; i < shares.length; i++) {
      int from = bound(pixels, i, shares.length);
      int to = bound(pixels, i + 1, shares.length);
      IntRows rows = IntRows.of(conv, sweep, prepared.ints(), buffers, inputs, from, to);
      shares[i] = new ConvStep(prepared.ints(), rows, prepared.border(), sink);
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
