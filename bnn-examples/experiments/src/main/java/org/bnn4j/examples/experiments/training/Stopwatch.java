package org.bnn4j.examples.experiments.training;

import java.util.Arrays;

/** Rough timings for a summary; the benchmarks are for more. */
final class Stopwatch {
  private static final long WARM_UP_NANOS = 500_000_000;
  private static final long NANOS = 700_000_000;
  private static final int MOST_RUNS = 100_000;

  private Stopwatch() {}

  /** The median time of one run, in microseconds, after a warm-up. */
  static double medianMicros(Runnable run) {
    repeat(run, WARM_UP_NANOS);
    double[] nanos = repeat(run, NANOS);
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e3;
  }

  private static double[] repeat(Runnable run, long budget) {
    double[] nanos = new double[MOST_RUNS];
    int runs = 0;
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      run.run();
      nanos[runs++] = System.nanoTime() - start;
    } while (runs < MOST_RUNS && System.nanoTime() - begin < budget);
    return Arrays.copyOf(nanos, runs);
  }
}
