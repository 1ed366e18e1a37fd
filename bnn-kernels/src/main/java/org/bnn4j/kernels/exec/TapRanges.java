package org.bnn4j.kernels.exec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

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
   * @param all the range of a place that has no padding
   */
  TapRanges(int places, IntFunction<Range> range, Range all) {
    int first = 0;
    while (first < places - 1 && !range.apply(first).equals(all)) {
      first++;
    }
    int last = places - 1;
    while (last > first && !range.apply(last).equals(all)) {
      last--;
    }
    this.from = first;
    this.more = last - first;
    this.numbers = new int[places - more];
    Map<Range, Integer> different = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      Range here = range.apply(i <= from ? i : i + more);
      different.putIfAbsent(here, different.size());
      numbers[i] = different.get(here);
    }
    this.ranges = List.copyOf(different.keySet());
  }

  /** The number of a place's range. */
  int number(int place) {
    return numbers[place <= from ? place : Math.max(from, place - more)];
  }

  /** Rows or columns of taps: the first, and how many. */
  record Range(int first, int count) {}
}
