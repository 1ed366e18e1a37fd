package org.bnn4j.examples.benchmarks.worker;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Does with a network what standard input says, a command a line, each answered by one line:
 *
 * <ul>
 *   <li>{@code measure BATCH MILLIS}: runs batches for that long, once at least, and answers the
 *       nanoseconds of every call;
 *   <li>{@code scores COUNT}: answers the scores of the first examples;
 *   <li>{@code allocated BATCH}: answers how many bytes of the heap a call takes, once it is
 *       compiled.
 * </ul>
 *
 * It ends with its input, and is idle while it waits. {@value #READY} is said once, after the first
 * answer to an example.
 */
public final class Worker {
  /** What is said when the network has answered for the first time. */
  public static final String READY = "ready";

  /** What every answer begins with: native libraries may print, too. */
  public static final String PREFIX = "> ";

  private static final int MOST_CALLS = 1 << 16;
  private static final int COUNTED_CALLS = 10;

  private final PrintStream answers = System.out;

  /** Takes standard output for the answers; whatever else is printed goes to standard error. */
  public Worker() {
    System.setOut(System.err);
  }

  /** Serves until standard input ends. */
  public void serve(Network network) throws Exception {
    network.run(1);
    answer(READY);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      int count = Integer.parseInt(words[1]);
      switch (words[0]) {
        case "measure" -> measure(network, count, Long.parseLong(words[2]) * 1_000_000);
        case "scores" -> scores(network.run(count));
        case "allocated" -> allocated(network, count);
        default -> throw new IOException("no command '" + line + "'");
      }
    }
  }

  private void measure(Network network, int batch, long nanos) throws Exception {
    long[] times = new long[MOST_CALLS];
    int calls = 0;
    long start = System.nanoTime();
    long last = start;
    do {
      network.run(batch);
      long now = System.nanoTime();
      times[calls++] = now - last;
      last = now;
    } while (last - start < nanos && calls < MOST_CALLS);
    StringBuilder line = new StringBuilder();
    Arrays.stream(times, 0, calls).forEach(time -> line.append(time).append(' '));
    answer(line.toString());
  }

  /** The least of several counts: the JVM itself now and then allocates in a thread's name. */
  private void allocated(Network network, int batch) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COUNTED_CALLS; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      network.run(batch);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    answer(Long.toString(least));
  }

  private void scores(float[] scores) {
    StringBuilder line = new StringBuilder();
    for (float score : scores) {
      line.append(score).append(' ');
    }
    answer(line.toString());
  }

  private void answer(String line) {
    answers.println(PREFIX + line);
    answers.flush();
  }
}
