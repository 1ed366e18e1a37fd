package org.bnn4j.examples.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The times of all calls of one contender with one size of batch, round by round. */
final class Timing {
  private final int batch;
  private final List<long[]> rounds = new ArrayList<>();

  Timing(int batch) {
    this.batch = batch;
  }

  /** Adds a round. */
  void add(long[] nanos) {
    rounds.add(nanos);
  }

  /** Images a second in each round. */
  double[] rates() {
    return rounds.stream()
        .mapToDouble(nanos -> 1e9 * batch * nanos.length / Arrays.stream(nanos).sum())
        .toArray();
  }

  /** How many calls there were. */
  int calls() {
    return rounds.stream().mapToInt(nanos -> nanos.length).sum();
  }

  /** The microseconds that a share of the calls of all rounds do not exceed. */
  double percentileMicros(double share) {
    long[] sorted = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * share) - 1] / 1e3;
  }
}
