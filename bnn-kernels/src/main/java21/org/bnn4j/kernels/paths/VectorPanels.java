package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;

/**
 * Weights in memory for the Vector API: panels of {@link #WIDTH} outputs, word by word, the outputs
 * side by side, in one array. Outputs beyond the last have words of 0.
 */
final class VectorPanels {
  /**
   * Outputs of a panel: four 512-bit vectors, and a whole number of vectors and of packed words on
   * every platform.
   */
  static final int WIDTH = 64;

  private VectorPanels() {}

  static int count(int outputs) {
    return (outputs + WIDTH - 1) / WIDTH;
  }

  /**
   * Word {@code w} of output {@code WIDTH * p + lane} is at {@code (p * rowWords + w) * WIDTH +
   * lane}.
   */
  static int[] of(BitMatrix matrix) {
    int words = matrix.rowWords();
    int[] panels = new int[Math.multiplyExact(count(matrix.rows()) * WIDTH, words)];
    for (int row = 0; row < matrix.rows(); row++) {
      int at = row / WIDTH * words * WIDTH + row % WIDTH;
      for (int word = 0; word < words; word++) {
        panels[at + word * WIDTH] = matrix.word(row, word);
      }
    }
    return panels;
  }
}
