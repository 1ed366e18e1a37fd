package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** Measures a model on one core: the time of single inputs, and the throughput of batches. */
final class Bench implements Command {
  private static final int MAX_SAMPLES = 1 << 20;
  private static final int MAX_BATCH = 4096;

  @Override
  public List<String> options() {
    return List.of(Arguments.MODEL, Arguments.SECONDS, Arguments.BATCH);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException, UsageException {
    arguments.requireOperands(0, 0, "no operand");
    long nanos = (long) (1e9 * arguments.number(Arguments.SECONDS, 3, 0.001, 3600));
    int batch = arguments.whole(Arguments.BATCH, 256, 1, MAX_BATCH);
    BnnModel model = new ModelSource(arguments).load();
    Output out = console.out();
    out.text("kernels: " + model.kernels()).endLine();
    out.text("machine: " + machine()).endLine();
    out.text("check: " + new KernelCheck(model).run()).endLine();
    out.flush();
    out.text("batch 1: " + latency(model, nanos)).endLine();
    out.flush();
    out.text("batch " + batch + ": " + throughput(model, batch, nanos)).endLine();
  }

  private static String machine() {
    return "Java "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, 1 used";
  }

  private static String latency(BnnModel model, long nanos) {
    BenchInputs inputs = new BenchInputs(model, 1);
    float[] scores = new float[model.outputs()];
    long[] samples = new long[MAX_SAMPLES];
    int count = 0;
    try (BnnSession session = model.newSession(1)) {
      warmUp(session, inputs, 1, scores, nanos);
      long start = System.nanoTime();
      long last = start;
      while (count == 0 || last - start < nanos && count < MAX_SAMPLES) {
        inputs.run(session, 1, scores);
        long now = System.nanoTime();
        samples[count++] = now - last;
        last = now;
      }
    }
    Arrays.sort(samples, 0, count);
    return String.format(
        Locale.ROOT,
        "p50 %.1f us, p99 %.1f us",
        percentile(samples, count, 50),
        percentile(samples, count, 99));
  }

  private static double percentile(long[] sorted, int count, int percent) {
    return sorted[(int) ((long) (count - 1) * percent / 100)] / 1e3;
  }

  private static String throughput(BnnModel model, int batch, long nanos) {
    BenchInputs inputs = new BenchInputs(model, batch);
    float[] scores = new float[batch * model.outputs()];
    try (BnnSession session = model.newSession(batch)) {
      warmUp(session, inputs, batch, scores, nanos);
      long start = System.nanoTime();
      long images = 0;
      while (images == 0 || System.nanoTime() - start < nanos) {
        inputs.run(session, batch, scores);
        images += batch;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return String.format(Locale.ROOT, "%.0f images/s", images / seconds);
    }
  }

  /** Lets the JIT compile; half as long as the measurement. */
  private static void warmUp(
      BnnSession session, BenchInputs inputs, int batch, float[] scores, long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos / 2) {
      inputs.run(session, batch, scores);
    }
  }
}
