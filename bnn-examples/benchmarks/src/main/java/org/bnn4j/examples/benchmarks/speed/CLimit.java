package org.bnn4j.examples.benchmarks.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A C program that prints rates such as {@code gemm_gmacs=<rate>}, in G multiply-accumulates a
 * second: what one core can do.
 */
public final class CLimit {
  private static final Logger LOG = LoggerFactory.getLogger(CLimit.class);
  private static final Pattern RATE = Pattern.compile("\\b(\\w+)_gmacs=(\\d+)");

  private static final String BATCH = "gemm";

  private final Path program;
  private final Map<String, List<Double>> rates = new HashMap<>();

  private CLimit(Path program) {
    this.program = program;
  }

  /**
   * Compiles a limit for this machine; says why and gives none where that is not possible.
   *
   * @throws IOException if no temporary file can be made
   */
  public static Optional<CLimit> compile(Path source) throws IOException, InterruptedException {
    Path program = Files.createTempFile("limit", "");
    program.toFile().deleteOnExit();
    CLimit limit = new CLimit(program);
    try {
      run("gcc", "-O3", "-march=native", "-o", program.toString(), source.toString());
      limit.measure();
      return Optional.of(limit);
    } catch (IOException e) {
      LOG.warn("{} is left out: {}", source, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Runs it once.
   *
   * @throws IOException if it fails or prints no rate
   */
  public void measure() throws IOException, InterruptedException {
    String printed = run(program.toString());
    Matcher rate = RATE.matcher(printed);
    while (rate.find()) {
      Double value = Double.valueOf(rate.group(2));
      rates.computeIfAbsent(rate.group(1), name -> new ArrayList<>()).add(value);
    }
    if (!rates.containsKey(BATCH)) {
      throw new IOException("it prints no " + BATCH + "_gmacs but '" + printed.strip() + "'");
    }
  }

  /** The best rate of a batch so far. */
  public double best() {
    return Collections.max(rates.get(BATCH));
  }

  /**
   * The last rate with a name.
   *
   * @throws IOException if the program prints none
   */
  public double last(String name) throws IOException {
    List<Double> all = rates.get(name);
    if (all == null) {
      throw new IOException("the limit prints " + rates.keySet() + ", but no rate of " + name);
    }
    return all.get(all.size() - 1);
  }

  /** Reports its best rate, and the best ones of some convolutions as shares of it. */
  public void describe(ReportSection section, List<ConvolutionSpeed> convolutions) {
    double best = best();
    section.put("limit in C, best", best);
    for (String path : ConvolutionSpeed.paths(convolutions)) {
      double rate = ConvolutionSpeed.bestRate(convolutions, path);
      section.put(path + ", all five, best", Math.round(rate));
      section.put(path + ", share of the limit", rate / best);
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("'" + command[0] + "' ended with " + exit + ": " + printed.strip());
    }
    return printed;
  }
}
