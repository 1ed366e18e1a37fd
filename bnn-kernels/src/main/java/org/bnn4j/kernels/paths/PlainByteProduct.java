package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.PackedWeights;

/** Bytes as bit planes with binary or ternary weights; the arithmetic is in {@link BytePlanes}. */
final class PlainByteProduct extends PlainProduct {
  private static final int PLANES = BytePlanes.PLANES;

  private final int fanIn;
  private final int[][][] sign;
  private final int[][][] nonzero;

  PlainByteProduct(PackedWeights weights) {
    super(weights.outputs(), BytePlanes.rowWords(weights.fanIn()), 1);
    this.fanIn = weights.fanIn();
    this.sign = panels(weights.sign());
    this.nonzero = weights.nonzero().isPresent() ? panels(weights.nonzero().get()) : null;
  }

  @Override
  public void pack(byte[] values, int offset, int[] words, int at) {
    BytePlanes.split(values, offset, fanIn, words, at);
  }

  @Override
  void add(int panel, int word, int[] x, int at, int[] accumulators) {
    int[][] s = sign[panel];
    if (nonzero == null) {
      for (int k = 0; k < s.length; k++) {
        add(2, s[k], x, at + PLANES * k, accumulators);
      }
      subtract(BytePlanes.sum(x, at, rowWords), accumulators);
    } else {
      int[][] m = nonzero[panel];
      for (int k = 0; k < s.length; k++) {
        add(2, s[k], x, at + PLANES * k, accumulators);
        add(-1, m[k], x, at + PLANES * k, accumulators);
      }
    }
  }

  @Override
  void finish(int panel, int[] accumulators) {
    // Nothing is left to do: every word was added with its sign.
  }

  /** Adds {@code factor} times the sum of the bytes that a word of weights selects. */
  private static void add(int factor, int[] w, int[] x, int at, int[] c) {
    int x0 = x[at];
    int x1 = x[at + 1];
    int x2 = x[at + 2];
    int x3 = x[at + 3];
    int x4 = x[at + 4];
    int x5 = x[at + 5];
    int x6 = x[at + 6];
    int x7 = x[at + 7];
    for (int j = 0; j < c.length; j++) {
      int bits = w[j];
      int low =
          Integer.bitCount(x0 & bits)
              + (Integer.bitCount(x1 & bits) << 1)
              + (Integer.bitCount(x2 & bits) << 2)
              + (Integer.bitCount(x3 & bits) << 3);
      int high =
          Integer.bitCount(x4 & bits)
              + (Integer.bitCount(x5 & bits) << 1)
              + (Integer.bitCount(x6 & bits) << 2)
              + (Integer.bitCount(x7 & bits) << 3);
      c[j] += factor * (low + (high << 4));
    }
  }

  private static void subtract(int sum, int[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] -= sum;
    }
  }
}
