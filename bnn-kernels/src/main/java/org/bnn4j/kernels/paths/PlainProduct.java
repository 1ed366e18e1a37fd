package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.BitMatrix;

/**
 * A product whose weights lie in panels of up to 512 outputs, and inside a panel in one array for
 * each word of the fan-in, with the outputs side by side. An array of its own for each word is what
 * lets C2 vectorise the loop over outputs; 512 outputs keep a panel of a fan-in of 4096 in a
 * second-level cache. All rows meet one panel before the next is fetched from memory.
 */
abstract class PlainProduct extends AbstractIntProduct {
  private static final int WIDTH = 512;
  private static final int TILE_ROWS = 3;

  PlainProduct(int outputs, int rowWords, int segments) {
    super(outputs, rowWords, segments);
  }

  static int[][][] panels(BitMatrix matrix) {
    return panels(matrix, WIDTH);
  }

  /**
   * {@code [panel][word][output in panel]}.
   *
   * @param width outputs of a panel
   */
  static int[][][] panels(BitMatrix matrix, int width) {
    int[][][] panels = new int[(matrix.rows() + width - 1) / width][matrix.rowWords()][];
    for (int panel = 0; panel < panels.length; panel++) {
      int from = panel * width;
      for (int word = 0; word < matrix.rowWords(); word++) {
        int[] lanes = new int[Math.min(width, matrix.rows() - from)];
        for (int lane = 0; lane < lanes.length; lane++) {
          lanes[lane] = matrix.word(from + lane, word);
        }
        panels[panel][word] = lanes;
      }
    }
    return panels;
  }

  /**
   * Adds what {@code segmentWords} words from {@code at} on contribute to one row's accumulators.
   *
   * @param word the place of the first of these words in a row
   */
  abstract void add(int panel, int word, int[] activations, int at, int[] accumulators);

  /** The same for three rows at once, which reads every weight once. */
  void add(
      int panel,
      int word,
      int[] activations,
      int at0,
      int at1,
      int at2,
      int[] first,
      int[] second,
      int[] third) {
    add(panel, word, activations, at0, first);
    add(panel, word, activations, at1, second);
    add(panel, word, activations, at2, third);
  }

  /** Makes dot products of what was added. */
  abstract void finish(int panel, int[] accumulators);

  @Override
  public final int unit() {
    return WIDTH;
  }

  @Override
  public final Worker newWorker(int from, int to) {
    // One array per row, and of the panel's exact width: then C2 drops the range checks in the
    // loops. The last three are for the last panel.
    int[][] ints = new int[2 * TILE_ROWS][];
    for (int i = 0; i < TILE_ROWS; i++) {
      ints[i] = new int[Math.min(outputs, WIDTH)];
      ints[TILE_ROWS + i] = new int[(outputs - 1) % WIDTH + 1];
    }
    return new Worker() {
      @Override
      public void run(int[] activations, int[] starts, int rows, AccumulatorSink sink) {
        for (int first = from; first < to; first += WIDTH) {
          int tile = first + WIDTH < outputs ? 0 : TILE_ROWS;
          multiplyAll(first, activations, starts, rows, ints, tile, sink);
        }
      }
    };
  }

  private void multiplyAll(
      int from,
      int[] activations,
      int[] starts,
      int rows,
      int[][] scratch,
      int tile,
      AccumulatorSink sink) {
    int[] first = scratch[tile];
    int[] second = scratch[tile + 1];
    int[] third = scratch[tile + 2];
    int panel = from / WIDTH;
    int row = 0;
    for (; row + TILE_ROWS <= rows; row += TILE_ROWS) {
      multiply(panel, activations, starts, row * segments, first, second, third);
      hand(first, panel, row, sink);
      hand(second, panel, row + 1, sink);
      hand(third, panel, row + 2, sink);
    }
    for (; row < rows; row++) {
      multiply(panel, activations, starts, row * segments, first);
      hand(first, panel, row, sink);
    }
  }

  private void multiply(
      int panel,
      int[] activations,
      int[] starts,
      int start,
      int[] first,
      int[] second,
      int[] third) {
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    Arrays.fill(third, 0);
    int second0 = start + segments;
    int third0 = second0 + segments;
    for (int s = 0; s < segments; s++) {
      int at0 = starts[start + s];
      int at1 = starts[second0 + s];
      int at2 = starts[third0 + s];
      add(panel, s * segmentWords, activations, at0, at1, at2, first, second, third);
    }
  }

  private void multiply(int panel, int[] activations, int[] starts, int start, int[] accumulators) {
    Arrays.fill(accumulators, 0);
    for (int s = 0; s < segments; s++) {
      add(panel, s * segmentWords, activations, starts[start + s], accumulators);
    }
  }

  private void hand(int[] accumulators, int panel, int row, AccumulatorSink sink) {
    finish(panel, accumulators);
    sink.accept(row, panel * WIDTH, accumulators.length, accumulators);
  }
}
