package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedDense;

/**
 * Bits with ternary weights of planes m (nonzero) and s (sign): dot = popcount(m) - 2 popcount(m
 * &amp; (a ^ s)).
 */
final class PlainTernaryProduct extends PlainProduct {
  private final int[][][] nonzero;
  private final int[][][] sign;
  private final int[][] nonzeroCounts;

  PlainTernaryProduct(PackedDense weights) {
    super(weights.outputs(), weights.sign().rowWords());
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
  void multiply(int panel, int[] a, int at, int[] accumulators) {
    clear(accumulators);
    int[][] m = nonzero[panel];
    int[][] s = sign[panel];
    int k = 0;
    for (; k + 2 <= m.length; k += 2) {
      mismatches(m[k], s[k], a[at + k], m[k + 1], s[k + 1], a[at + k + 1], accumulators);
    }
    if (k < m.length) {
      mismatches(m[k], s[k], a[at + k], accumulators);
    }
    finish(nonzeroCounts[panel], accumulators);
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

  private static void finish(int[] counts, int[] accumulators) {
    for (int j = 0; j < accumulators.length; j++) {
      accumulators[j] = counts[j] - 2 * accumulators[j];
    }
  }
}
