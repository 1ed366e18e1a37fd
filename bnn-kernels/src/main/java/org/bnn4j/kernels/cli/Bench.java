package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.exec.Plan;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.paths.KernelPaths;

/** Measures a model on one core: the time of single inputs, and the throughput of batches. */
final class Bench {
  private static final int MAX_CALLS = 1 << 20;
  private static final long SEED = 1;

  private Bench() {}

  static void run(Arguments arguments, Writer out) throws IOException {
    arguments.require(
        0, 0, "no operand", Arguments.MODEL, Arguments.SECONDS, Arguments.BATCH, Arguments.LAYERS);
    long nanos = (long) (1e9 * arguments.number(Arguments.SECONDS, 3, 0.001, 3600));
    int batch = arguments.whole(Arguments.BATCH, 256, 1, 4096);
    Graph graph = new ModelSource(arguments).graph();
    BnnModel model = ModelSource.ready(graph);
    out.write("kernels: " + model.kernels());
    out.write("\nmachine: Java " + Runtime.version() + ", " + System.getProperty("os.name") + " ");
    out.write(System.getProperty("os.arch") + ", ");
    out.write(Runtime.getRuntime().availableProcessors() + " cores, 1 used");
    out.write("\ncheck: " + new KernelCheck(graph, model).run() + "\n");
    out.flush();
    long[] times = times(model, 1, nanos);
    out.write(
        String.format(
            Locale.ROOT,
            "batch 1: p50 %.1f us, p99 %.1f us\n",
            times[(times.length - 1) / 2] / 1e3,
            times[(int) ((times.length - 1) * 0.99)] / 1e3));
    out.flush();
    times = times(model, batch, nanos);
    double seconds = 0;
    for (long time : times) {
      seconds += time / 1e9;
    }
    out.write(
        String.format(
            Locale.ROOT, "batch %d: %.0f images/s\n", batch, times.length * batch / seconds));
    if (arguments.has(Arguments.LAYERS)) {
      out.flush();
      Plan plan = new Plan(graph, KernelPaths.selected());
      writeLayers(StepTime.of(plan, inputs(model, 1), nanos), out);
    }
  }

  private static void writeLayers(List<StepTime> times, Writer out) throws IOException {
    double sum = times.stream().mapToDouble(StepTime::micros).sum();
    out.write("\n        us  share  step, batch 1\n");
    for (StepTime time : times) {
      double share = 100 * time.micros() / sum;
      out.write(
          String.format(Locale.ROOT, "%10.1f %5.1f%%  %s\n", time.micros(), share, time.layers()));
    }
    out.write(String.format(Locale.ROOT, "%10.1f         all\n", sum));
  }

  /** Random inputs, the same ones every time, which models of bytes and of floats take alike. */
  static byte[] inputs(BnnModel model, int rows) {
    byte[] inputs = new byte[Math.multiplyExact(rows, model.inputs())];
    new Random(SEED).nextBytes(inputs);
    return inputs;
  }

  /** The nanoseconds that single calls took, in rising order. */
  private static long[] times(BnnModel model, int batch, long nanos) throws CliException {
    long[] times = new long[MAX_CALLS];
    int calls = 0;
    try (BnnSession session = ModelSource.session(model, batch)) {
      byte[] inputs = inputs(model, batch);
      float[] scores = new float[batch * model.outputs()];
      // The JIT compiles meanwhile.
      long start = System.nanoTime() + nanos / 2;
      long last = System.nanoTime();
      while (calls == 0 || calls < MAX_CALLS && last - start < nanos) {
        session.run(inputs, batch, scores);
        long now = System.nanoTime();
        if (now >= start) {
          times[calls++] = now - last;
        }
        last = now;
      }
    }
    Arrays.sort(times, 0, calls);
    return Arrays.copyOf(times, calls);
  }
}
