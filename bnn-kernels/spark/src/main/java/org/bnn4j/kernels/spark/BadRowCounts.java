package org.bnn4j.kernels.spark;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/** Counts bad rows by reason, on all executors. */
final class BadRowCounts extends AccumulatorV2<BadRow, Map<BadRow, Long>> {
  private static final long serialVersionUID = 1L;

  private final long[] counts = new long[BadRow.values().length];

  @Override
  public boolean isZero() {
    return value().isEmpty();
  }

  @Override
  public BadRowCounts copy() {
    BadRowCounts copy = new BadRowCounts();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    Arrays.fill(counts, 0);
  }

  @Override
  public void add(BadRow reason) {
    counts[reason.ordinal()]++;
  }

  @Override
  public void merge(AccumulatorV2<BadRow, Map<BadRow, Long>> other) {
    other.value().forEach((reason, count) -> counts[reason.ordinal()] += count);
  }

  /** The reasons that there were, and how often. */
  @Override
  public Map<BadRow, Long> value() {
    Map<BadRow, Long> value = new EnumMap<>(BadRow.class);
    for (BadRow reason : BadRow.values()) {
      if (counts[reason.ordinal()] > 0) {
        value.put(reason, counts[reason.ordinal()]);
      }
    }
    return value;
  }
}
