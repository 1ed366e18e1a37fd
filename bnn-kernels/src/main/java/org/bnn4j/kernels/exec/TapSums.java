package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.exec.TapRanges.Range;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Window;

/**
 * Sums of an output's weights over rectangles of taps, from a table of those that begin at tap (0,
 * 0): four look-ups give each (Crow, Summed-area tables, 1984).
 */
final class TapSums {
  private final int stride;

  /** By output, then by the taps above and on the left. */
  private final int[][] sums;

  TapSums(PackedWeights weights, Window window) {
    this.stride = window.width() + 1;
    this.sums = new int[weights.outputs()][(window.height() + 1) * stride];
    int channels = weights.fanIn() / window.taps();
    for (int output = 0; output < sums.length; output++) {
      int[] table = sums[output];
      for (int tap = 0; tap < window.taps(); tap++) {
        int at = (tap / window.width() + 1) * stride + tap % window.width() + 1;
        int sum = weights.sum(output, tap * channels, channels);
        table[at] = sum + table[at - 1] + table[at - stride] - table[at - stride - 1];
      }
    }
  }

  /**
   * For every output, {@code inside} times the weights in a rectangle of taps and {@code outside}
   * times all others.
   */
  int[] weighted(Range rows, Range columns, int inside, int outside) {
    int top = rows.first() * stride;
    int bottom = (rows.first() + rows.count()) * stride;
    int left = columns.first();
    int right = columns.first() + columns.count();
    int[] result = new int[sums.length];
    for (int output = 0; output < result.length; output++) {
      int[] table = sums[output];
      int within =
          table[bottom + right] - table[top + right] - table[bottom + left] + table[top + left];
      int all = table[table.length - 1];
      result[output] = inside * within + outside * (all - within);
    }
    return result;
  }
}
