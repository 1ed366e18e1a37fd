package org.bnn4j.examples.benchmarks.kernels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bnn4j.examples.benchmarks.Spread;
import org.bnn4j.examples.benchmarks.speed.CLimit;
import org.bnn4j.examples.experiments.support.HelpOption;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.kernels.paths.KernelPaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The binary product of a wide layer beside a limit in C, on a batch and on one row. */
@Command(
    name = "LimitTable",
    description = {
      "Measures binary products of 4096 x 4096 on every kernel path beside a limit in C, by the CPU time of one thread: "
          + "240 rows; one row, the same layer again and again; one row, eight layers in turns.",
      "In each round the best of ten measurements counts; medians of the rounds are printed.",
      "Start Java with --add-modules=jdk.incubator.vector to have the vector path among them."
    })
public final class LimitTable implements Callable<Integer> {
  private static final int SIZE = 4096;
  private static final int LAYERS = 8;

  /** Seconds: the Vector API is slow by orders of magnitude until C2 has compiled all of a loop. */
  private static final double WARM_UP = 3;

  /** What is measured, with the name of its rate in the limit's output. */
  private enum Case {
    GEMM("240 rows", 240, 1),
    GEMV_RESIDENT("one row, one layer", 1, 1),
    GEMV_TURNS("one row, eight layers in turns", 1, LAYERS);

    final String label;
    final int rows;
    final int layers;

    Case(String label, int rows, int layers) {
      this.label = label;
      this.rows = rows;
      this.layers = layers;
    }
  }

  @Spec private CommandSpec command;

  @Mixin private HelpOption help;

  @Option(
      names = "--limit",
      paramLabel = "FILE",
      required = true,
      description = "C source of the limit; compiled with gcc")
  private Path limit;

  @Option(names = "--rounds", description = "In each of which all take turns")
  private int rounds = 3;

  private final Map<String, double[]> rates = new LinkedHashMap<>();

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new LimitTable(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new ParameterException(
          command.commandLine(), "--rounds must be 1 or more, not " + rounds);
    }
    if (KernelPaths.whyNoVectors() != null) {
      System.err.println("no vector path: " + KernelPaths.whyNoVectors());
    }
    CLimit ceiling =
        CLimit.compile(limit).orElseThrow(() -> new IOException("there is no limit without gcc"));
    for (int round = 0; round < rounds; round++) {
      ceiling.measure();
      for (Case c : Case.values()) {
        note(c, "C", round, ceiling.last(c.name().toLowerCase(Locale.ROOT)));
        for (String path : MeasuredPaths.here()) {
          ProductShape shape = new ProductShape(ProductKind.BINARY, SIZE, SIZE, c.rows);
          note(c, path, round, ProductRate.of(shape, path, c.layers, WARM_UP));
        }
      }
    }
    print();
    return 0;
  }

  private void note(Case c, String who, int round, double rate) {
    rates.computeIfAbsent(c + who, key -> new double[rounds])[round] = rate;
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%d x %d, G multiply-accumulates a second, Java %s%n%n| | C |",
        SIZE,
        SIZE,
        Runtime.version());
    MeasuredPaths.here().forEach(path -> System.out.printf(" %s | of C |", path));
    System.out.println("\n| --- | ---: |" + " ---: | ---: |".repeat(MeasuredPaths.here().size()));
    for (Case c : Case.values()) {
      double[] ofC = rates.get(c + "C");
      System.out.printf(Locale.ROOT, "| %s | %.0f |", c.label, Spread.of(ofC).median());
      for (String path : MeasuredPaths.here()) {
        double[] ofPath = rates.get(c + path);
        Spread shares = Spread.ofRatios(ofPath, ofC);
        System.out.printf(
            Locale.ROOT, " %.0f | %.2f |", Spread.of(ofPath).median(), shares.median());
      }
      System.out.println();
    }
  }
}
