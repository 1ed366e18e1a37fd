package org.bnn4j.examples.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bnn4j.examples.benchmarks.Spread;

/** What was measured of one contender. */
final class Result {
  private final Contender contender;
  private final Map<Integer, Timing> timings = new TreeMap<>();
  private final List<Double> startMillis = new ArrayList<>();
  private final List<Double> startMiB = new ArrayList<>();
  private final Map<Integer, Long> allocated = new TreeMap<>();
  private double peakMiB = Double.NaN;

  Result(Contender contender) {
    this.contender = contender;
  }

  void addStart(WorkerProcess worker) {
    startMillis.add(worker.startMillis());
    startMiB.add(worker.startMiB());
  }

  void addRound(int batch, long[] nanos) {
    timings.computeIfAbsent(batch, Timing::new).add(nanos);
  }

  void addAllocated(int batch, long bytes) {
    allocated.put(batch, bytes);
  }

  void setPeak(double mib) {
    peakMiB = mib;
  }

  Contender contender() {
    return contender;
  }

  /** The times with a size of batch. */
  Timing timing(int batch) {
    return timings.get(batch);
  }

  /** Bytes of the heap that a call takes, by the size of its batch. */
  Map<Integer, Long> allocated() {
    return allocated;
  }

  /** From the start of a fresh process to its first answer. */
  Spread startMillis() {
    return spread(startMillis);
  }

  /** Memory after the first answer. */
  Spread startMiB() {
    return spread(startMiB);
  }

  /** The most memory, after all batches. */
  double peakMiB() {
    return peakMiB;
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(v -> v).toArray());
  }
}
