package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.Bits;

/**
 * Unsigned bytes as bit planes, x = sum of 2^b x_b, so that a product with 1-bit weights is a sum
 * of masked popcounts. With weights of -1 and +1 packed as bits w, and x_b in {0, 1},
 *
 * <pre>
 *   1.  sum x_i (2 w_i - 1) = 2 sum x_i w_i - sum x_i
 *   2.  sum x_i w_i = sum over b of 2^b popcount(x_b &amp; w).
 * </pre>
 *
 * Ternary weights have the mask m of their nonzero places in the second sum of line 1: 2 sum x_i
 * s_i - sum x_i m_i.
 *
 * <p>A row holds, for each 32 inputs, the eight words of planes 0 to 7 side by side.
 */
final class BytePlanes {
  /** Planes of a byte. */
  static final int PLANES = 8;

  private BytePlanes() {}

  /** The words of one row of {@code n} bytes. */
  static int rowWords(int n) {
    return PLANES * Bits.words(n);
  }

  /**
   * Splits the {@code n} bytes at {@code offset} into the planes of the row that starts at {@code
   * wordOffset}.
   */
  static void split(byte[] values, int offset, int n, int[] words, int wordOffset) {
    int target = wordOffset;
    for (int first = 0; first < n; first += 32) {
      for (int plane = 0; plane < PLANES; plane++) {
        words[target + plane] = 0;
      }
      int inWord = Math.min(32, n - first);
      for (int group = 0; group < inWord; group += 8) {
        long planes = transpose(eight(values, offset + first + group, Math.min(8, inWord - group)));
        for (int plane = 0; plane < PLANES; plane++) {
          words[target + plane] |= (int) (planes >>> 8 * plane & 0xFF) << group;
        }
      }
      target += PLANES;
    }
  }

  /** The sum of all inputs of a row. */
  static int sum(int[] words, int wordOffset, int rowWords) {
    int sum = 0;
    for (int word = 0; word < rowWords; word++) {
      sum += Integer.bitCount(words[wordOffset + word]) << word % PLANES;
    }
    return sum;
  }

  private static long eight(byte[] values, int offset, int n) {
    long eight = 0;
    for (int i = 0; i < n; i++) {
      eight |= (values[offset + i] & 0xFFL) << 8 * i;
    }
    return eight;
  }

  /**
   * Transposes 8 x 8 bits: bit b of byte i becomes bit i of byte b (Warren, Hacker's Delight,
   * section 7-3).
   */
  private static long transpose(long matrix) {
    long x = matrix;
    long t = (x ^ x >>> 7) & 0x00AA00AA00AA00AAL;
    x ^= t ^ t << 7;
    t = (x ^ x >>> 14) & 0x0000CCCC0000CCCCL;
    x ^= t ^ t << 14;
    t = (x ^ x >>> 28) & 0x00000000F0F0F0F0L;
    return x ^ t ^ t << 28;
  }
}
