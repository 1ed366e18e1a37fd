package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Counts with carry-save adders, for processors without a vector popcount: C2 vectorises their
 * logic everywhere.
 *
 * <p>Full adders make binary digits of the mismatches of eight words, bit position by bit position:
 * so many ones, twos, fours and eights. Only these are counted, together, as nobody needs them
 * apart: what stands at even and at odd positions of ones and twos is merged into two words, and
 * those of fours and eights likewise (W. Mula, N. Kurz, D. Lemire, Faster Population Counts Using
 * AVX2 Instructions, 2018, has the adders).
 */
final class PlainCarrySaveProduct extends PlainMismatchProduct {
  /** Fewer outputs make loops so short that scalar popcounts are as good. */
  static final int MIN_OUTPUTS = 64;

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
      int x0 = a0 ^ w0[j];
      int x1 = a1 ^ w1[j];
      int x2 = a2 ^ w2[j];
      int x3 = a3 ^ w3[j];
      int half = x0 ^ x1;
      int sum = half ^ x2;
      int carry = x0 & x1 | half & x2;
      int ones = sum ^ x3;
      int carry1 = sum & x3;
      int twos = carry ^ carry1;
      int fours = carry & carry1;
      int low = (ones & 0x55555555) + (twos << 1 & 0xAAAAAAAA);
      int high = (ones >>> 1 & 0x55555555) + (twos & 0xAAAAAAAA);
      int pairs = (low & 0x33333333) + (low >>> 2 & 0x33333333);
      pairs += (high & 0x33333333) + (high >>> 2 & 0x33333333);
      int more = (fours & 0x55555555) + (fours >>> 1 & 0x55555555);
      more = (more & 0x33333333) + (more >>> 2 & 0x33333333);
      int bytes = (pairs & 0x0F0F0F0F) + (pairs >>> 4 & 0x0F0F0F0F);
      bytes += (more + (more >>> 4) & 0x0F0F0F0F) << 2;
      int halves = (bytes & 0x00FF00FF) + (bytes >>> 8 & 0x00FF00FF);
      c[j] += (halves & 0xFFFF) + (halves >>> 16);
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
      int x0 = a0 ^ w0[j];
      int x1 = a1 ^ w1[j];
      int x2 = a2 ^ w2[j];
      int half = x0 ^ x1;
      int sum0 = half ^ x2;
      int carry0 = x0 & x1 | half & x2;
      int x3 = a3 ^ w3[j];
      int x4 = a4 ^ w4[j];
      int x5 = a5 ^ w5[j];
      half = x3 ^ x4;
      int sum1 = half ^ x5;
      int carry1 = x3 & x4 | half & x5;
      int x6 = a6 ^ w6[j];
      half = sum0 ^ sum1;
      int sum2 = half ^ x6;
      int carry2 = sum0 & sum1 | half & x6;
      int x7 = a7 ^ w7[j];
      int ones = sum2 ^ x7;
      int carry3 = sum2 & x7;
      half = carry0 ^ carry1;
      int sum3 = half ^ carry2;
      int carry4 = carry0 & carry1 | half & carry2;
      int twos = sum3 ^ carry3;
      int carry5 = sum3 & carry3;
      int fours = carry4 ^ carry5;
      int eights = carry4 & carry5;
      // Pairs of bits that hold up to 3, then fours of bits that hold up to 12, then bytes.
      int low = (ones & 0x55555555) + (twos << 1 & 0xAAAAAAAA);
      int high = (ones >>> 1 & 0x55555555) + (twos & 0xAAAAAAAA);
      int pairs = (low & 0x33333333) + (low >>> 2 & 0x33333333);
      pairs += (high & 0x33333333) + (high >>> 2 & 0x33333333);
      low = (fours & 0x55555555) + (eights << 1 & 0xAAAAAAAA);
      high = (fours >>> 1 & 0x55555555) + (eights & 0xAAAAAAAA);
      int more = (low & 0x33333333) + (low >>> 2 & 0x33333333);
      more += (high & 0x33333333) + (high >>> 2 & 0x33333333);
      int bytes = (pairs & 0x0F0F0F0F) + (pairs >>> 4 & 0x0F0F0F0F);
      bytes += (more & 0x0F0F0F0F) + (more >>> 4 & 0x0F0F0F0F) << 2;
      int halves = (bytes & 0x00FF00FF) + (bytes >>> 8 & 0x00FF00FF);
      c[j] += (halves & 0xFFFF) + (halves >>> 16);
    }
  }
}
