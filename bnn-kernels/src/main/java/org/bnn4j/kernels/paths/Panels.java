package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;

/**
 * Weights in memory: panels of up to 512 outputs, and inside a panel one array for each word of the
 * fan-in, with the outputs side by side. An array of its own for each word is what lets C2
 * vectorise the loop over outputs; 512 outputs keep a panel of a fan-in of 4096 in a second-level
 * cache.
 */
final class Panels {
  static final int WIDTH = 512;

  private Panels() {}

  static int count(int outputs) {
    return (outputs + WIDTH - 1) / WIDTH;
  }

  static int width(int outputs, int panel) {
    return Math.min(WIDTH, outputs - panel * WIDTH);
  }

  /** {@code [panel][word][output in panel]}. */
  static int[][][] of(BitMatrix matrix) {
    int[][][] panels = new int[count(matrix.rows())][matrix.rowWords()][];
    for (int panel = 0; panel < panels.length; panel++) {
      int width = width(matrix.rows(), panel);
      for (int word = 0; word < matrix.rowWords(); word++) {
        int[] lanes = new int[width];
        for (int lane = 0; lane < width; lane++) {
          lanes[lane] = matrix.word(panel * WIDTH + lane, word);
        }
        panels[panel][word] = lanes;
      }
    }
    return panels;
  }
}
