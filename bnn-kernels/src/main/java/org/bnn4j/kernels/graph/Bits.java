package org.bnn4j.kernels.graph;

/**
 * The conventions of packed bits, stated once.
 *
 * <ol>
 *   <li>Binarization is theta(x) = +1 if x &gt; 0, else -1: so theta(0) = theta(-0.0) = theta(NaN)
 *       = -1.
 *   <li>A bit is 1 for +1 and 0 for -1. Value i of a row is bit i % 32 of word i / 32.
 *   <li>Every row starts at a word. The spare bits of its last word are 0 in activations and in
 *       weights alike, so an exclusive or makes them vanish and no product needs a mask for its
 *       tail.
 * </ol>
 */
public final class Bits {
  private Bits() {}

  /** How many 32-bit words hold {@code n} bits. */
  public static int words(int n) {
    return (n + 31) >>> 5;
  }

  /** theta(x) as a bit. */
  public static int theta(float x) {
    return x > 0 ? 1 : 0;
  }

  /** Bit {@code i} of the row that starts at word {@code offset}. */
  public static int get(int[] words, int offset, int i) {
    return words[offset + (i >>> 5)] >>> i & 1;
  }

  /**
   * The bits of a last word that {@code n} values leave in use, all of them if n is a multiple of
   * 32.
   */
  public static int lastWordMask(int n) {
    return -1 >>> (-n & 31);
  }

  /**
   * Writes the {@code n} bits that start at word {@code from} behind the {@code at} bits that a row
   * has already; the row's bits from there on must be 0.
   */
  public static void append(int[] source, int from, int n, int[] row, int offset, int at) {
    for (int done = 0; done < n; done += 32) {
      int word = source[from + (done >>> 5)];
      int position = at + done;
      int target = offset + (position >>> 5);
      row[target] |= word << position;
      if ((position & 31) + Math.min(32, n - done) > 32) {
        row[target + 1] |= word >>> -position;
      }
    }
  }

  /**
   * Packs theta of {@code n} floats into the row that starts at word {@code wordOffset}; spare bits
   * become 0.
   */
  public static void pack(float[] values, int offset, int n, int[] words, int wordOffset) {
    for (int first = 0; first < n; first += 32) {
      int word = 0;
      for (int bit = 0; bit < Math.min(32, n - first); bit++) {
        word |= theta(values[offset + first + bit]) << bit;
      }
      words[wordOffset + (first >>> 5)] = word;
    }
  }
}
