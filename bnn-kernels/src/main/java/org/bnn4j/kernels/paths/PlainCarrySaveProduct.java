package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Counts with carry-save adders ({@link Adders}), for processors without a vector popcount: eight
 * words at a time, as many as C2 vectorises.
 */
final class PlainCarrySaveProduct extends PlainMismatchProduct {
  private static final int GROUP = 8;
  private static final int HALF_GROUP = 4;

  PlainCarrySaveProduct(PackedWeights weights, int segments) {
    super(weights, segments);
  }

  @Override
  void add(int panel, int word, int[] a, int at, int[] accumulators) {
    int[][] w = weights[panel];
    int end = word + segmentWords;
    int k = word;
    int i = at;
    for (; k + GROUP <= end; k += GROUP, i += GROUP) {
      mismatches(
          w[k],
          w[k + 1],
          w[k + 2],
          w[k + 3],
          w[k + 4],
          w[k + 5],
          w[k + 6],
          w[k + 7],
          a,
          i,
          accumulators);
    }
    for (; k + HALF_GROUP <= end; k += HALF_GROUP, i += HALF_GROUP) {
      mismatches(w[k], w[k + 1], w[k + 2], w[k + 3], a, i, accumulators);
    }
    for (; k < end; k++, i++) {
      mismatches(w[k], a[i], accumulators);
    }
  }

  private static void mismatches(int[] w0, int[] w1, int[] w2, int[] w3, int[] a, int at, int[] c) {
    int a0 = a[at];
    int a1 = a[at + 1];
    int a2 = a[at + 2];
    int a3 = a[at + 3];
    for (int j = 0; j < c.length; j++) {
      c[j] += Adders.count(a0 ^ w0[j], a1 ^ w1[j], a2 ^ w2[j], a3 ^ w3[j]);
    }
  }

  private static void mismatches(
      int[] w0,
      int[] w1,
      int[] w2,
      int[] w3,
      int[] w4,
      int[] w5,
      int[] w6,
      int[] w7,
      int[] a,
      int at,
      int[] c) {
    int a0 = a[at];
    int a1 = a[at + 1];
    int a2 = a[at + 2];
    int a3 = a[at + 3];
    int a4 = a[at + 4];
    int a5 = a[at + 5];
    int a6 = a[at + 6];
    int a7 = a[at + 7];
    for (int j = 0; j < c.length; j++) {
      c[j] +=
          Adders.count(
              a0 ^ w0[j],
              a1 ^ w1[j],
              a2 ^ w2[j],
              a3 ^ w3[j],
              a4 ^ w4[j],
              a5 ^ w5[j],
              a6 ^ w6[j],
              a7 ^ w7[j]);
    }
  }
}
