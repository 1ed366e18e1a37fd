package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;

/**
 * A product whose weights lie in panels of {@link #WIDTH} outputs, word by word, the outputs side
 * by side, in one array; outputs beyond the last have words of 0. All rows meet one panel, two at a
 * time, before the next: it stays in the first-level cache meanwhile.
 */
abstract class VectorProduct extends AbstractIntProduct {
  /**
   * Outputs of a panel: four 512-bit vectors, and a whole number of vectors and of packed words on
   * every platform.
   */
  static final int WIDTH = 64;

  VectorProduct(int outputs, int rowWords, int segments) {
    super(outputs, rowWords, segments);
  }

  static int[] panels(BitMatrix matrix) {
    return panels(matrix, WIDTH);
  }

  /**
   * Word {@code w} of output {@code width * p + lane} is at {@code (p * words + w) * width + lane}.
   *
   * @param width outputs of a panel
   */
  static int[] panels(BitMatrix matrix, int width) {
    int words = matrix.rowWords();
    int[] panels = new int[Math.multiplyExact((matrix.rows() + width - 1) / width * width, words)];
    for (int row = 0; row < matrix.rows(); row++) {
      int at = row / width * words * width + row % width;
      for (int word = 0; word < words; word++) {
        panels[at + word * width] = matrix.word(row, word);
      }
    }
    return panels;
  }

  /**
   * Sets the accumulators of one panel for one row.
   *
   * @param start the place in {@code starts} of the row's first segment
   */
  abstract void multiply(int panel, int[] activations, int[] starts, int start, int[] accumulators);

  /** The same for two rows at once, which loads every weight once. */
  void multiply(int panel, int[] activations, int[] starts, int start, int[] first, int[] second) {
    multiply(panel, activations, starts, start, first);
    multiply(panel, activations, starts, start + segments, second);
  }

  @Override
  public final int unit() {
    return WIDTH;
  }

  @Override
  public final Worker newWorker(int from, int to) {
    int[][] sums = new int[2][WIDTH];
    return (activations, starts, rows, sink) -> {
      for (int first = from; first < to; first += WIDTH) {
        run(first, activations, starts, rows, sums[0], sums[1], sink);
      }
    };
  }

  private void run(
      int from,
      int[] activations,
      int[] starts,
      int rows,
      int[] first,
      int[] second,
      AccumulatorSink sink) {
    int panel = from / WIDTH;
    int count = Math.min(WIDTH, outputs - from);
    int row = 0;
    for (; row + 2 <= rows; row += 2) {
      multiply(panel, activations, starts, row * segments, first, second);
      sink.accept(row, from, count, first);
      sink.accept(row + 1, from, count, second);
    }
    if (row < rows) {
      multiply(panel, activations, starts, row * segments, first);
      sink.accept(row, from, count, first);
    }
  }
}
