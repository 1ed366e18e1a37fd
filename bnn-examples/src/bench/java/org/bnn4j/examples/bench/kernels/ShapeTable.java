package org.bnn4j.examples.bench.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bnn4j.examples.speed.CpuTime;
import org.bnn4j.examples.support.Launcher;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.layers.export.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A table of how fast products of many shapes are on every path. */
@Command(
    name = "ShapeTable",
    mixinStandardHelpOptions = true,
    description = {
      "Measures products of many shapes on every kernel path, by the CPU time of one thread, and prints tables in "
          + "Markdown: rates in G multiply-accumulates a second, medians.",
      "Start Java with --add-modules=jdk.incubator.vector to have the vector path among them."
    })
public final class ShapeTable implements Callable<Integer> {
  private static final int[] FAN_INS = {1, 31, 64, 784, 1000, 4609};
  private static final int[] OUTPUTS = {1, 10, 100, 513, 4096};

  @Option(names = "--kinds", split = ",", description = "${COMPLETION-CANDIDATES}")
  private List<ProductKind> kinds = List.of(ProductKind.values());

  @Option(names = "--rows", split = ",", description = "Rows of activations; one table for each")
  private List<Integer> rows = List.of(1, 240);

  @Option(names = "--repeats", description = "Measurements of each, after one to warm up")
  private int repeats = 5;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the tables there, too")
  private Path out;

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new ShapeTable(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (KernelPaths.whyNoVectors() != null) {
      System.err.println("no vector path: " + KernelPaths.whyNoVectors());
    }
    StringBuilder tables = new StringBuilder("Java " + Runtime.version() + "\n");
    for (ProductKind kind : kinds) {
      for (int count : rows) {
        String table = table(kind, count);
        System.out.print(table);
        tables.append(table);
      }
    }
    if (out != null) {
      AtomicFile.write(out, tables.toString().getBytes(StandardCharsets.UTF_8));
    }
    return 0;
  }

  private String table(ProductKind kind, int rows) {
    List<String> paths = MeasuredPaths.here();
    StringBuilder table = new StringBuilder();
    table.append("\n%s, %d rows: %s%n%n".formatted(kind, rows, String.join(" / ", paths)));
    table.append("| fan-in |");
    for (int outputs : OUTPUTS) {
      table.append(" to ").append(outputs).append(" |");
    }
    table.append("\n|").append(" ---: |".repeat(OUTPUTS.length + 1)).append('\n');
    for (int fanIn : FAN_INS) {
      table.append("| ").append(fanIn).append(" |");
      for (int outputs : OUTPUTS) {
        table.append(' ').append(rates(new Shape(kind, fanIn, outputs, rows), paths)).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  /** The rates of one shape on all paths, which take turns. */
  private String rates(Shape shape, List<String> paths) {
    List<Product> products = paths.stream().map(path -> Product.of(shape, path)).toList();
    List<CpuTime> times = new ArrayList<>();
    products.forEach(
        product -> {
          new CpuTime().ofThread(product::run);
          times.add(new CpuTime());
        });
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int i = 0; i < products.size(); i++) {
        times.get(i).ofThread(products.get(i)::run);
      }
    }
    return String.join(
        " / ", times.stream().map(time -> rate(1e9 * shape.gigaMacs() / time.median())).toList());
  }

  private static String rate(double gigaMacs) {
    return String.format(Locale.ROOT, gigaMacs < 10 ? "%.2f" : "%.0f", gigaMacs);
  }
}
