package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with ternary weights of planes m (nonzero) and s (sign): dot = popcount(m) - 2 popcount(m
 * &amp; (a ^ s)).
 */
final class PlainTernaryProduct extends PlainProduct {
  private final int[][][] nonzero;
  private final int[][][] sign;
  private final int[][] nonzeroCounts;

  PlainTernaryProduct(PackedWeights weights, int segments) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    BitMatrix mask = weights.nonzero().orElseThrow();
    this.nonzero = panels(mask);
    this.sign = panels(weights.sign());
    this.nonzeroCounts = new int[nonzero.length][];
    for (int panel = 0, output = 0; panel < nonzero.length; panel++) {
      nonzeroCounts[panel] = new int[nonzero[panel][0].length];
      for (int lane = 0; lane < nonzeroCounts[panel].length; lane++) {
        nonzeroCounts[panel][lane] = mask.count(output++);
      }
    }
  }

  @Override
  void add(int panel, int word, int[] a, int at, int[] accumulators) {
    int[][] m = nonzero[panel];
    int[][] s = sign[panel];
    int end = word + segmentWords;
    int k = word;
    int i = at;
    for (; k + 2 <= end; k += 2, i += 2) {
      mismatches(m[k], s[k], a[i], m[k + 1], s[k + 1], a[i + 1], accumulators);
    }
    if (k < end) {
      mismatches(m[k], s[k], a[i], accumulators);
    }
  }

  @Override
  void finish(int panel, int[] accumulators) {
    int[] counts = nonzeroCounts[panel];
    for (int j = 0; j < accumulators.length; j++) {
      accumulators[j] = counts[j] - 2 * accumulators[j];
    }
  }

  private static void mismatches(int[] m, int[] s, int a, int[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] += Integer.bitCount(m[j] & (a ^ s[j]));
    }
  }

  private static void mismatches(int[] m0, int[] s0, int a0, int[] m1, int[] s1, int a1, int[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] += Integer.bitCount(m0[j] & (a0 ^ s0[j])) + Integer.bitCount(m1[j] & (a1 ^ s1[j]));
    }
  }
}
