package org.bnn4j.kernels.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.exec.Plan;
import org.bnn4j.kernels.exec.RawBatch;
import org.bnn4j.kernels.exec.Runner;
import org.bnn4j.kernels.graph.Edge;

/**
 * How long a step of a run takes.
 *
 * @param layers what it computes: the name of a layer, or several where one step does the work of
 *     several layers
 * @param micros microseconds for one example, the median of many
 */
record StepTime(String layers, double micros) {
  private static final int MAX_RUNS = 1 << 14;

  /**
   * Measures every step in the order of running, conversions between kinds of numbers among them:
   * on the calling thread, for some time, after half as much for the JIT to compile.
   *
   * @param example of unsigned bytes, as many as the model has inputs
   */
  static List<StepTime> of(Plan plan, byte[] example, long nanos) {
    Edge input = plan.graph().input();
    Runner runner = new Runner(plan, 1, false);
    RawBatch raw = new RawBatch(input.kind(), input.size());
    raw.set(example);
    raw.fill(runner.input(), 0, 1);
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
    List<StepTime> result = new ArrayList<>();
    for (int step = 0; step < run.length; step++) {
      Arrays.sort(times[step], 0, runs);
      result.add(new StepTime(names.get(step), times[step][runs / 2] / 1e3));
    }
    return result;
  }
}
