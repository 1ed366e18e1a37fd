package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.BitMatrix;

/**
 * A product whose weights lie in panels of up to 512 outputs, and inside a panel in one array for
 * each word of the fan-in, with the outputs side by side. An array of its own for each word is what
 * lets C2 vectorise the loop over outputs; 512 outputs keep a panel of a fan-in of 4096 in a
 * second-level cache. All rows meet one panel before the next is fetched from memory.
 */
abstract class PlainProduct extends IntProduct {
  private static final int WIDTH = 512;
  private static final int TILE_ROWS = 3;

  PlainProduct(int outputs, int rowWords) {
    super(outputs, rowWords);
  }

  /** {@code [panel][word][output in panel]}. */
  static int[][][] panels(BitMatrix matrix) {
    int[][][] panels = new int[(matrix.rows() + WIDTH - 1) / WIDTH][matrix.rowWords()][];
    for (int panel = 0; panel < panels.length; panel++) {
      int from = panel * WIDTH;
      for (int word = 0; word < matrix.rowWords(); word++) {
        int[] lanes = new int[Math.min(WIDTH, matrix.rows() - from)];
        for (int lane = 0; lane < lanes.length; lane++) {
          lanes[lane] = matrix.word(from + lane, word);
        }
        panels[panel][word] = lanes;
      }
    }
    return panels;
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
  public final int[][] newScratch() {
    // One array per row, and of the panel's exact width: then C2 drops the range checks in the
    // loops. The last three are for the last panel.
    int[][] scratch = new int[2 * TILE_ROWS][];
    for (int i = 0; i < TILE_ROWS; i++) {
      scratch[i] = new int[Math.min(outputs, WIDTH)];
      scratch[TILE_ROWS + i] = new int[(outputs - 1) % WIDTH + 1];
    }
    return scratch;
  }

  @Override
  public final void run(int[] activations, int rows, int[][] scratch, AccumulatorSink sink) {
    for (int from = 0; from < outputs; from += WIDTH) {
      int tile = from + WIDTH < outputs ? 0 : TILE_ROWS;
      run(from, activations, rows, scratch[tile], scratch[tile + 1], scratch[tile + 2], sink);
    }
  }

  private void run(
      int from,
      int[] activations,
      int rows,
      int[] first,
      int[] second,
      int[] third,
      AccumulatorSink sink) {
    int panel = from / WIDTH;
    int row = 0;
    for (; row + TILE_ROWS <= rows; row += TILE_ROWS) {
      multiply(panel, activations, row * rowWords, first, second, third);
      sink.accept(row, from, first.length, first);
      sink.accept(row + 1, from, first.length, second);
      sink.accept(row + 2, from, first.length, third);
    }
    for (; row < rows; row++) {
      multiply(panel, activations, row * rowWords, first);
      sink.accept(row, from, first.length, first);
    }
  }

  static void clear(int[] accumulators) {
    Arrays.fill(accumulators, 0);
  }
}
