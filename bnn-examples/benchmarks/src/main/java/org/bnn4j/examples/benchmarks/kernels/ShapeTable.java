package org.bnn4j.examples.benchmarks.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bnn4j.examples.benchmarks.MarkdownTable;
import org.bnn4j.examples.experiments.support.HelpOption;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.WholeFile;
import org.bnn4j.kernels.paths.KernelPaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A table of how fast products of many shapes are on every path. Each number is from a JVM of its
 * own: what HotSpot makes of a loop depends on the shapes that went through it before.
 */
@Command(
    name = "ShapeTable",
    description = {
      "Measures products of many shapes on every kernel path, by the CPU time of one thread, and prints tables in "
          + "Markdown: rates in G multiply-accumulates a second, each the best of ten measurements in a JVM of its own.",
      "Start Java with --add-modules=jdk.incubator.vector to have the vector path among them."
    })
public final class ShapeTable implements Callable<Integer> {
  @Mixin private HelpOption help;

  @Option(names = "--kinds", split = ",", description = "${COMPLETION-CANDIDATES}")
  private List<ProductKind> kinds = List.of(ProductKind.BINARY);

  @Option(names = "--fan-ins", split = ",", description = "Inputs of one output")
  private List<Integer> fanIns = List.of(1, 31, 64, 784, 1000, 4609);

  @Option(names = "--outputs", split = ",", description = "Outputs of one row")
  private List<Integer> outputs = List.of(1, 10, 100, 513, 4096);

  @Option(names = "--rows", split = ",", description = "Rows of activations; one table for each")
  private List<Integer> rows = List.of(1, 240);

  @Option(
      names = "--warm-up",
      description =
          "Seconds before each number; the Vector API is slow by orders of magnitude until C2 has compiled all of a loop")
  private double warmUp = 3;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the tables there, too")
  private Path out;

  private final StringBuilder tables = new StringBuilder();

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new ShapeTable(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (KernelPaths.whyNoVectors() != null) {
      System.err.println("no vector path: " + KernelPaths.whyNoVectors());
    }
    for (ProductKind kind : kinds) {
      for (int count : rows) {
        table(kind, count);
      }
    }
    if (out != null) {
      WholeFile.write(out, tables.toString().getBytes(StandardCharsets.UTF_8));
    }
    return 0;
  }

  private void table(ProductKind kind, int rows) throws IOException, InterruptedException {
    String paths = String.join(" / ", MeasuredPaths.here());
    add(
        "\n%s, %d rows: %s, G multiply-accumulates a second, Java %s\n\n"
            .formatted(kind, rows, paths, Runtime.version()));
    List<String> head = new ArrayList<>(List.of("fan-in"));
    outputs.forEach(n -> head.add("to " + n));
    add(MarkdownTable.head(head));
    for (int fanIn : fanIns) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(fanIn)));
      for (int n : outputs) {
        row.add(rates(new ProductShape(kind, fanIn, n, rows)));
      }
      add(MarkdownTable.row(row));
    }
  }

  private void add(String text) {
    System.out.print(text);
    tables.append(text);
  }

  private String rates(ProductShape shape) throws IOException, InterruptedException {
    List<String> rates = new ArrayList<>();
    for (String path : MeasuredPaths.here()) {
      double rate = ProductRate.of(shape, path, 1, warmUp);
      rates.add(String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.0f", rate));
    }
    return String.join(" / ", rates);
  }
}
