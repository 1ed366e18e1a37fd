package org.bnn4j.kernels.exec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;

/**
 * Which taps of a window lie inside the map, along one of its sides, as a number for each of the
 * different ranges. All of them do but near the two ends, and only places there are stored: a map
 * may be long, and padding is not. Immutable.
 */
final class TapRanges {
  /** The first place of those in the middle, which have one range. */
  private final int from;

  /** How many places beyond {@code from} have its range. */
  private final int more;

  /** By place, those in the middle being one. */
  private final int[] numbers;

  /** The different ranges, in the order of their coming. */
  final List<Range> ranges;

  /**
   * Numbers the ranges.
   *
   * @param places output pixels along the side
   * @param rows whether the side goes from top to bottom
   */
  TapRanges(Window window, Shape map, int places, boolean rows) {
    Range all = new Range(0, rows ? window.height() : window.width());
    int first = 0;
    while (first < places - 1 && !range(window, map, first, rows).equals(all)) {
      first++;
    }
    int last = places - 1;
    while (last > first && !range(window, map, last, rows).equals(all)) {
      last--;
    }
    this.from = first;
    this.more = last - first;
    this.numbers = new int[places - more];
    Map<Range, Integer> different = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      Range here = range(window, map, i <= from ? i : i + more, rows);
      different.putIfAbsent(here, different.size());
      numbers[i] = different.get(here);
    }
    this.ranges = List.copyOf(different.keySet());
  }

  private static Range range(Window window, Shape map, int place, boolean rows) {
    return rows
        ? new Range(window.firstRow(place), window.rows(place, map))
        : new Range(window.firstColumn(place), window.columns(place, map));
  }

  /** The number of a place's range. */
  int number(int place) {
    return numbers[place <= from ? place : Math.max(from, place - more)];
  }

  /** Rows or columns of taps: the first, and how many. */
  record Range(int first, int count) {
    // A record's own are made at run time, which takes longer than to load and run a small model.

    @Override
    public boolean equals(Object other) {
      return other instanceof Range range && first == range.first && count == range.count;
    }

    @Override
    public int hashCode() {
      return 31 * first + count;
    }
  }
}
