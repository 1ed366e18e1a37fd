package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;

/**
 * Unsigned bytes as bit planes, x = sum of 2^b x_b. A row of bytes is eight rows of bits, of whole
 * words each: those of plane 7 first, those of plane 0 last.
 */
final class BytePlanes {
  /** Planes of a byte. */
  static final int PLANES = 8;

  private BytePlanes() {}

  /**
   * Splits the {@code n} bytes at {@code offset} into the planes of the row that starts at {@code
   * at}.
   */
  static void split(byte[] values, int offset, int n, int[] words, int at) {
    int rowWords = Bits.words(n);
    Arrays.fill(words, at, at + PLANES * rowWords, 0);
    for (int first = 0; first < n; first += 8) {
      long planes = transpose(eight(values, offset + first, Math.min(8, n - first)));
      for (int row = 0; row < PLANES; row++) {
        int ofPlane = (int) (planes >>> 8 * (PLANES - 1 - row) & 0xFF);
        words[at + row * rowWords + (first >>> 5)] |= ofPlane << first;
      }
    }
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
