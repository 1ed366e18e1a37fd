package org.bnn4j.kernels.graph;

import java.util.Objects;

/** A matrix of bits at rest, one row per output, each row starting at a word ({@link Bits}). */
public final class BitMatrix {
  private final int rows;
  private final int columns;
  private final int[] words;

  /**
   * Takes the words over without copying them.
   *
   * @param rows outputs, at least 1
   * @param columns fan-in, at least 1
   * @param words {@code rows * Bits.words(columns)} words, row by row
   * @throws IllegalArgumentException if the number of words is another, or a spare bit is set
   */
  public BitMatrix(int rows, int columns, int[] words) {
    long expected = (long) rows * Bits.words(columns);
    if (rows < 1 || columns < 1 || words.length != expected) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " bits take " + expected + " words, not " + words.length);
    }
    this.rows = rows;
    this.columns = columns;
    this.words = words;
    int spare = ~Bits.lastWordMask(columns);
    for (int row = 0; row < rows; row++) {
      if ((words[(row + 1) * rowWords() - 1] & spare) != 0) {
        throw new IllegalArgumentException(
            "row " + row + " of " + rows + " has a bit set beyond column " + columns);
      }
    }
  }

  /** Packs a row-major matrix of floats: +1 where a value is positive. */
  public static BitMatrix ofPositive(int rows, int columns, float[] values) {
    Objects.checkFromToIndex(0, rows * columns, values.length);
    int[] words = new int[rows * Bits.words(columns)];
    for (int row = 0; row < rows; row++) {
      Bits.pack(values, row * columns, columns, words, row * Bits.words(columns));
    }
    return new BitMatrix(rows, columns, words);
  }

  /** Outputs. */
  public int rows() {
    return rows;
  }

  /** Fan-in. */
  public int columns() {
    return columns;
  }

  /** Words of one row. */
  public int rowWords() {
    return Bits.words(columns);
  }

  /** Word {@code word} of row {@code row}. */
  public int word(int row, int word) {
    return words[row * rowWords() + word];
  }

  /** The bit of one row and column, 0 or 1. */
  public int get(int row, int column) {
    return Bits.get(words, row * rowWords(), column);
  }

  /** How many bits of a row are 1. */
  public int count(int row) {
    return count(row, 0, columns);
  }

  /** How many of the {@code n} bits of a row from column {@code from} on are 1. */
  public int count(int row, int from, int n) {
    int first = from >> 5;
    int last = from + n - 1 >> 5;
    int count = 0;
    for (int word = first; word <= last; word++) {
      int before = word == first ? -1 << from : -1;
      int behind = word == last ? Bits.lastWordMask(from + n) : -1;
      count += Integer.bitCount(word(row, word) & before & behind);
    }
    return count;
  }

  /** Whether every 1 of this matrix is a 1 of the other, which has the same size. */
  boolean isSubsetOf(BitMatrix other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~other.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return rows + " x " + columns;
  }

  /** All words, row by row; not a copy, and never written. */
  public int[] words() {
    return words;
  }
}
