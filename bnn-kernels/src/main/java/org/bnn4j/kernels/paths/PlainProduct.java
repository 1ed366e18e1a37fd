package org.bnn4j.kernels.paths;

import java.util.Arrays;

/**
 * Walks panels, and inside a panel all rows, so that a panel's weights are fetched from memory once
 * per batch.
 */
abstract class PlainProduct implements IntProduct {
  private static final int TILE_ROWS = 3;

  private final int outputs;
  private final int rowWords;

  PlainProduct(int outputs, int rowWords) {
    this.outputs = outputs;
    this.rowWords = rowWords;
  }

  /** Sets the accumulators of one panel and row; {@code at} is the row's first word. */
  abstract void multiply(int panel, int[] activations, int at, int[] accumulators);

  /** The same for three rows at once, which reads every weight once. */
  void multiply(int panel, int[] activations, int at, int[] first, int[] second, int[] third) {
    multiply(panel, activations, at, first);
    multiply(panel, activations, at + rowWords, second);
    multiply(panel, activations, at + 2 * rowWords, third);
  }

  @Override
  public final int rowWords() {
    return rowWords;
  }

  @Override
  public final Worker newWorker() {
    // One array per row, and of the panel's exact width: then C2 drops the range checks in the
    // loops.
    int[][] full = new int[TILE_ROWS][Math.min(outputs, Panels.WIDTH)];
    int[][] rest = new int[TILE_ROWS][Panels.width(outputs, Panels.count(outputs) - 1)];
    return (activations, rows, sink) -> {
      for (int panel = 0; panel < Panels.count(outputs); panel++) {
        int[][] tile = Panels.width(outputs, panel) == Panels.WIDTH ? full : rest;
        multiplyPanel(panel, activations, rows, tile, sink);
      }
    };
  }

  private void multiplyPanel(
      int panel, int[] activations, int rows, int[][] tile, AccumulatorSink sink) {
    int width = tile[0].length;
    int row = 0;
    for (; row + TILE_ROWS <= rows; row += TILE_ROWS) {
      multiply(panel, activations, row * rowWords, tile[0], tile[1], tile[2]);
      for (int i = 0; i < TILE_ROWS; i++) {
        sink.accept(row + i, panel * Panels.WIDTH, width, tile[i]);
      }
    }
    for (; row < rows; row++) {
      multiply(panel, activations, row * rowWords, tile[0]);
      sink.accept(row, panel * Panels.WIDTH, width, tile[0]);
    }
  }

  static void clear(int[] accumulators) {
    Arrays.fill(accumulators, 0);
  }
}
