package org.bnn4j.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.exec.Runner;

/** Measures each step of a model's run, one example at a time. */
final class Profile {
  private static final int MAX_RUNS = 1 << 14;

  private Profile() {}

  /**
   * Measures for some time, after half as much for the JIT to compile.
   *
   * @param runner filled with an example
   */
  static List<LayerTime> of(Runner runner, long nanos) {
    List<String> names = runner.stepNames();
    long[] run = new long[names.size()];
    long[][] times = new long[run.length][MAX_RUNS];
    long start = System.nanoTime() + nanos / 2;
    int runs = 0;
    while (runs == 0 || runs < MAX_RUNS && System.nanoTime() - start < nanos) {
      runner.runTimed(1, run);
      for (int step = 0; step < run.length; step++) {
        times[step][runs] = run[step];
      }
      runs += System.nanoTime() - start >= 0 ? 1 : 0;
    }
    List<LayerTime> result = new ArrayList<>();
    for (int step = 0; step < run.length; step++) {
      Arrays.sort(times[step], 0, runs);
      result.add(new LayerTime(names.get(step), times[step][runs / 2] / 1e3));
    }
    return result;
  }
}
