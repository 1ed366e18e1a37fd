package org.bnn4j.examples.benchmarks.speed;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Repeated measurements of one thing, in nanoseconds. */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long AT_LEAST = 20_000_000;

  private final List<Double> nanos = new ArrayList<>();

  /** Runs something for a while, on this thread alone, and notes the CPU time of one run. */
  public void ofThread(Runnable run) {
    long start = THREADS.getCurrentThreadCpuTime();
    long spent;
    int runs = 0;
    do {
      run.run();
      runs++;
      spent = THREADS.getCurrentThreadCpuTime() - start;
    } while (spent < AT_LEAST);
    nanos.add((double) spent / runs);
  }

  /** Runs something once, which may have threads of its own, and notes the wall time. */
  public void ofWall(Runnable run) {
    long start = System.nanoTime();
    run.run();
    nanos.add((double) (System.nanoTime() - start));
  }

  /** The median so far. */
  public double median() {
    double[] sorted = nanos.stream().mapToDouble(n -> n).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The least so far: what the machine can do. */
  public double best() {
    return nanos.stream().mapToDouble(n -> n).min().orElseThrow();
  }
}
