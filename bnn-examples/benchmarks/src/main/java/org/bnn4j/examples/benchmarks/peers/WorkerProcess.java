package org.bnn4j.examples.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bnn4j.examples.benchmarks.worker.Worker;

/** A contender's process, idle but for what it is told. */
final class WorkerProcess implements AutoCloseable {
  private static final long SECONDS_TO_END = 10;
  private static final double KIB_IN_MIB = 1024;

  private final Contender contender;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream commands;
  private final double startMillis;
  private final double startMiB;

  /**
   * Starts a process and waits for its first answer to an example.
   *
   * @param log where its errors go
   * @throws IOException if it fails
   */
  WorkerProcess(Contender contender, Path log) throws IOException {
    this.contender = contender;
    this.log = log;
    long start = System.nanoTime();
    process = contender.process(log).start();
    answers = process.inputReader(StandardCharsets.US_ASCII);
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    String first = answer();
    startMillis = (System.nanoTime() - start) / 1e6;
    if (!first.equals(Worker.READY)) {
      process.destroyForcibly();
      throw new IOException(contender + " began with '" + first + "'");
    }
    startMiB = residentMiB();
  }

  /** What it is. */
  Contender contender() {
    return contender;
  }

  /** From starting the process to its first answer to an example. */
  double startMillis() {
    return startMillis;
  }

  /** Its memory after that, or NaN where the system does not tell. */
  double startMiB() {
    return startMiB;
  }

  /** Runs batches for some time; gives the nanoseconds of each. */
  long[] measure(int batch, long millis) throws IOException {
    commands.println("measure " + batch + " " + millis);
    return Arrays.stream(answer().split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** Bytes of the heap that a call takes on the thread that makes it. */
  long allocated(int batch) throws IOException {
    commands.println("allocated " + batch);
    return Long.parseLong(answer());
  }

  /** The scores of the first examples. */
  float[] scores(int count) throws IOException {
    commands.println("scores " + count);
    String[] words = answer().split(" ");
    float[] scores = new float[words.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.parseFloat(words[i]);
    }
    return scores;
  }

  private String answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(Worker.PREFIX)) {
        return line.substring(Worker.PREFIX.length());
      }
    }
    throw new IOException(contender + " ended without an answer; its errors are in " + log);
  }

  /** Its memory now, or NaN where the system does not tell. */
  double residentMiB() throws IOException {
    return status("VmRSS:");
  }

  /** The most memory that it had, or NaN where the system does not tell. */
  double peakMiB() throws IOException {
    return status("VmHWM:");
  }

  private double status(String key) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return Double.NaN;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_IN_MIB)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    commands.close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
