package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with ternary weights of planes m (nonzero) and s (sign): dot = popcount(m) - 2 popcount(m
 * &amp; (a ^ s)).
 */
final class PlainTernaryProduct extends PlainProduct {
  private final boolean carrySave;
  private final int[][][] nonzero;
  private final int[][][] sign;
  private final int[][] nonzeroCounts;

  /**
   * Makes a product.
   *
   * @param carrySave whether to count bits with adders, rather than with an instruction for vectors
   */
  PlainTernaryProduct(PackedWeights weights, int segments, boolean carrySave) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    this.carrySave = carrySave;
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
    for (; carrySave && k + 4 <= end; k += 4, i += 4) {
      mismatches(
          m[k],
          s[k],
          m[k + 1],
          s[k + 1],
          m[k + 2],
          s[k + 2],
          m[k + 3],
          s[k + 3],
          a,
          i,
          accumulators);
    }
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

  private static void mismatches(
      int[] m0,
      int[] s0,
      int[] m1,
      int[] s1,
      int[] m2,
      int[] s2,
      int[] m3,
      int[] s3,
      int[] a,
      int at,
      int[] c) {
    int a0 = a[at];
    int a1 = a[at + 1];
    int a2 = a[at + 2];
    int a3 = a[at + 3];
    for (int j = 0; j < c.length; j++) {
      c[j] +=
          Adders.count(
              m0[j] & (a0 ^ s0[j]),
              m1[j] & (a1 ^ s1[j]),
              m2[j] & (a2 ^ s2[j]),
              m3[j] & (a3 ^ s3[j]));
    }
  }
}
