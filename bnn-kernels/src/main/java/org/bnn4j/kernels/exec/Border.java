package org.bnn4j.kernels.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.Window;

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
 * corrections for each pair of ranges. Immutable.
 */
final class Border {
  private final int scale;
  private final int width;

  /** Which rows of taps lie inside, by row of output pixels: a number for each first and last. */
  private final int[] rowPatterns;

  /** The same of columns. */
  private final int[] columnPatterns;

  /** By row pattern and column pattern; null where nothing is to be added. */
  private final int[][][] corrections;

  private Border(PackedConv conv, Edge input) {
    Sweep sweep = new Sweep(conv.window(), input.shape());
    Window window = conv.window();
    InputMap map = conv.input();
    this.scale = map.scale();
    this.width = sweep.output.width();
    List<Range> rows = new ArrayList<>();
    this.rowPatterns =
        patterns(
            sweep.output.height(),
            y -> new Range(window.firstRow(y), window.rows(y, sweep.map)),
            rows);
    List<Range> columns = new ArrayList<>();
    this.columnPatterns =
        patterns(
            width, x -> new Range(window.firstColumn(x), window.columns(x, sweep.map)), columns);
    int atPadding = map.padding();
    if (input.kind() == EdgeKind.BITS) {
      atPadding -= paddingBit(map);
    }
    boolean everywhereZero = map.offset() == 0 && (atPadding == 0 || !window.isPadded());
    TapSums sums = everywhereZero ? null : new TapSums(conv.weights(), window);
    this.corrections = new int[rows.size()][columns.size()][];
    for (int row = 0; row < rows.size() && !everywhereZero; row++) {
      for (int column = 0; column < columns.size(); column++) {
        int[] correction =
            sums.weighted(rows.get(row), columns.get(column), -map.offset(), atPadding);
        boolean any = Arrays.stream(correction).anyMatch(value -> value != 0);
        corrections[row][column] = any ? correction : null;
      }
    }
  }

  static Border of(PackedConv conv, Edge input) {
    return new Border(conv, input);
  }

  /** What a pixel of padding counts as where it can only be -1 or +1. */
  static int paddingBit(InputMap map) {
    return map.padding() > 0 ? 1 : -1;
  }

  /** The number of each place's range among the different ones, in the order of their coming. */
  private static int[] patterns(int places, IntFunction<Range> range, List<Range> different) {
    int[] patterns = new int[places];
    for (int place = 0; place < places; place++) {
      Range here = range.apply(place);
      // Patterns change at the border only: most places have that of the place before.
      boolean asBefore = place > 0 && different.get(patterns[place - 1]).equals(here);
      if (asBefore) {
        patterns[place] = patterns[place - 1];
      } else {
        if (!different.contains(here)) {
          different.add(here);
        }
        patterns[place] = different.indexOf(here);
      }
    }
    return patterns;
  }

  /** Makes the wanted sums of raw ones. */
  void correct(int pixel, int firstOutput, int count, int[] sums) {
    if (scale != 1) {
      for (int j = 0; j < count; j++) {
        sums[j] *= scale;
      }
    }
    int[] correction = corrections[rowPatterns[pixel / width]][columnPatterns[pixel % width]];
    if (correction != null) {
      for (int j = 0; j < count; j++) {
        sums[j] += correction[firstOutput + j];
      }
    }
  }

  /** Rows or columns of taps: the first, and how many. */
  record Range(int first, int count) {}
}
