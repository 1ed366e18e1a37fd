package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;

/**
 * Unsigned bytes, four in a word, and their bit planes, x = sum of 2^b x_b: eight rows of bits, of
 * whole words each, those of plane 7 first, those of plane 0 last.
 */
final class BytePlanes {
  /** Planes of a byte. */
  static final int PLANES = 8;

  private BytePlanes() {}

  /** Puts {@code n} bytes into words, with zeros up to a whole number of longs. */
  static void join(byte[] values, int offset, int n, int[] words, int at) {
    Arrays.fill(words, at, at + (n + 7) / 8 * 2, 0);
    for (int i = 0; i < n; i++) {
      words[at + (i >>> 2)] |= (values[offset + i] & 0xFF) << 8 * i;
    }
  }

  /**
   * Splits a row of {@code n} bytes into its planes.
   *
   * @param from where the row's words are
   * @param at where those of the planes go
   */
  static void split(int[] bytes, int from, int n, int[] planes, int at) {
    int rowWords = Bits.words(n);
    Arrays.fill(planes, at, at + PLANES * rowWords, 0);
    for (int first = 0; first < n; first += 8) {
      int word = from + (first >>> 2);
      long bits = transpose(bytes[word] & 0xFFFFFFFFL | (long) bytes[word + 1] << 32);
      for (int row = 0; row < PLANES; row++) {
        int ofPlane = (int) (bits >>> 8 * (PLANES - 1 - row) & 0xFF);
        planes[at + row * rowWords + (first >>> 5)] |= ofPlane << first;
      }
    }
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
