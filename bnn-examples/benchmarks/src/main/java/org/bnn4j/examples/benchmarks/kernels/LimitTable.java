package org.bnn4j.examples.benchmarks.kernels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bnn4j.examples.benchmarks.MarkdownTable;
import org.bnn4j.examples.benchmarks.Spread;
import org.bnn4j.examples.benchmarks.speed.CLimit;
import org.bnn4j.examples.benchmarks.speed.LimitOption;
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

  @Mixin private LimitOption limit;

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
          command.commandLine(), "--rounds must be 1 or more, got " + rounds);
    }
    if (KernelPaths.whyNoVectors() != null) {
      System.err.println("no vector path: " + KernelPaths.whyNoVectors());
    }
    CLimit ceiling =
        limit
            .compileAlways()
            .orElseThrow(
                () -> new IOException("the limit in C does not run here: the line above says why"));
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
        "%d x %d, G multiply-accumulates a second, Java %s%n%n",
        SIZE,
        SIZE,
        Runtime.version());
    List<String> head = new ArrayList<>(List.of("", "C"));
    MeasuredPaths.here().forEach(path -> head.addAll(List.of(path, "of C")));
    System.out.print(MarkdownTable.head(head));
    for (Case c : Case.values()) {
      double[] ofC = rates.get(c + "C");
      List<String> row = new ArrayList<>(List.of(c.label, number("%.0f", Spread.of(ofC))));
      for (String path : MeasuredPaths.here()) {
        double[] ofPath = rates.get(c + path);
        row.add(number("%.0f", Spread.of(ofPath)));
        row.add(number("%.2f", Spread.ofRatios(ofPath, ofC)));
      }
      System.out.print(MarkdownTable.row(row));
    }
  }

  private static String number(String format, Spread spread) {
    return String.format(Locale.ROOT, format, spread.median());
  }
}
