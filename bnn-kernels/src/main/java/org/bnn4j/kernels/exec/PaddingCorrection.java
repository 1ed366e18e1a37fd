package org.bnn4j.kernels.exec;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What makes the sums of a packed convolution exact at the border of a map, and for bytes that
 * stand for other integers ({@link InputMap}).
 *
 * <p>The product cannot have a 0 among bits. It sums a number q for a pixel of padding: -1 or +1
 * for bits, 0 for bytes. With P the taps in padding and V the others,
 *
 * <pre>
 *   1.  raw  = sum over V of w x + q sum over P of w
 *   2.  what is wanted = sum over V of w (scale x - offset) + padding sum over P of w
 *   3.                 = scale raw + (padding - q) sum over P of w - offset sum over V of w,
 * </pre>
 *
 * since the scale is 1 where q is not 0. The last two terms depend on the output and on which taps
 * are in padding: those outside a range of rows and a range of columns. So there is a row of
 * corrections for each pair of ranges. The raw sum of several inputs needs as many of them.
 * Immutable.
 */
final class PaddingCorrection {
  private final int scale;
  private final int width;
  private final TapRanges rows;
  private final TapRanges columns;

  /** By range of rows and range of columns, null where nothing is to be added; or null. */
  private final int[][][] corrections;

  PaddingCorrection(PackedConv conv, List<Edge> inputs) {
    Edge input = inputs.get(0);
    Window window = conv.window();
    Shape map = input.shape();
    Shape output = window.slideOver(map, map.channels());
    this.scale = conv.input().scale();
    this.width = output.width();
    this.rows = new TapRanges(window, map, output.height(), true);
    this.columns = new TapRanges(window, map, width, false);
    int offset = conv.input().offset();
    int atPadding = conv.input().padding();
    if (input.kind() == EdgeKind.BITS) {
      atPadding = inputs.size() * (atPadding - paddingBit(conv.input()));
    }
    boolean everywhereZero = offset == 0 && (atPadding == 0 || !window.isPadded());
    this.corrections =
        everywhereZero
            ? null
            : corrections(new TapSums(conv.weights(), window), -offset, atPadding);
  }

  private int[][][] corrections(TapSums sums, int inside, int outside) {
    int[][][] all = new int[rows.ranges.size()][columns.ranges.size()][];
    for (int row = 0; row < all.length; row++) {
      for (int column = 0; column < all[row].length; column++) {
        int[] correction =
            sums.weighted(rows.ranges.get(row), columns.ranges.get(column), inside, outside);
        boolean none = Arrays.equals(correction, new int[correction.length]);
        all[row][column] = none ? null : correction;
      }
    }
    return all;
  }

  /** What a pixel of padding counts as where it can only be -1 or +1. */
  static int paddingBit(InputMap map) {
    return map.padding() > 0 ? 1 : -1;
  }

  /** Makes the wanted sums of raw ones. */
  void correct(int pixel, int firstOutput, int count, int[] sums) {
    if (scale != 1) {
      for (int j = 0; j < count; j++) {
        sums[j] *= scale;
      }
    }
    if (corrections == null) {
      return;
    }
    int[] correction = corrections[rows.number(pixel / width)][columns.number(pixel % width)];
    if (correction != null) {
      for (int j = 0; j < count; j++) {
        sums[j] += correction[firstOutput + j];
      }
    }
  }
}
