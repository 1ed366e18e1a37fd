package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of values in intervals of equal width.
 *
 * @param from lower end of the first interval
 * @param to upper end of the last interval, which belongs to it
 * @param counts by interval
 */
public record Histogram(double from, double to, List<Long> counts) {

  public Histogram {
    counts = List.copyOf(counts);
  }

  /** Counts as they come. */
  static final class Counter {
    private final double from;
    private final double to;
    private final long[] counts;

    /** For values from (inclusive) to (inclusive); others count in the interval next to them. */
    Counter(double from, double to, int intervals) {
      this.from = from;
      this.to = to;
      this.counts = new long[intervals];
    }

    void add(double value) {
      double place = to > from ? (value - from) / (to - from) * counts.length : 0;
      counts[(int) Math.max(0, Math.min(counts.length - 1, Math.floor(place)))]++;
    }

    Histogram result() {
      List<Long> list = new ArrayList<>();
      for (long count : counts) {
        list.add(count);
      }
      return new Histogram(from, to, list);
    }
  }

  /** The width of an interval. */
  public double width() {
    return (to - from) / counts.size();
  }

  /** How many values were counted. */
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** The density at an interval: its share of the values over its width; 0 if it has no width. */
  public double density(int interval) {
    double area = total() * width();
    return area > 0 ? counts.get(interval) / area : 0;
  }
}
