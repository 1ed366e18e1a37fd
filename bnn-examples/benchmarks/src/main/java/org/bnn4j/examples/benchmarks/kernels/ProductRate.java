package org.bnn4j.examples.benchmarks.kernels;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.examples.benchmarks.speed.CpuTime;

/**
 * The rate of one product, measured in a JVM of its own: what HotSpot makes of a loop depends on
 * the shapes that went through it before.
 */
final class ProductRate {
  private static final int REPEATS = 10;
  private static final int WARM_UP_CALLS = 5;

  private ProductRate() {}

  /**
   * Starts a JVM like this one and has it measure.
   *
   * @param layers with the same shape, which take turns
   * @param warmUp seconds before measuring
   * @return G multiply-accumulates a second of one thread's CPU time, the best of a few
   *     measurements, which others on the machine disturbed least
   */
  static double of(ProductShape shape, String path, int layers, double warmUp)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ProductRate.class.getName(), shape.kind().name(), path));
    for (int size : new int[] {shape.fanIn(), shape.outputs(), shape.rows(), layers}) {
      command.add(Integer.toString(size));
    }
    command.add(Double.toString(warmUp));
    Process probe = new ProcessBuilder(command).start();
    String printed = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (probe.waitFor() != 0) {
      String why = new String(probe.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      throw new IOException(
          "%s could not be measured on the %s path: %s".formatted(shape, path, why.strip()));
    }
    return Double.parseDouble(printed.strip());
  }

  /**
   * Measures and prints the rate.
   *
   * @param args kind, path, fan-in, outputs, rows, layers, seconds to warm up
   */
  public static void main(String[] args) {
    int[] sizes = new int[4];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(args[2 + i]);
    }
    ProductShape shape =
        new ProductShape(ProductKind.valueOf(args[0]), sizes[0], sizes[1], sizes[2]);
    Product[] layers = new Product[sizes[3]];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = Product.of(shape, args[1]);
    }
    double nanos = 1e9 * Double.parseDouble(args[2 + sizes.length]);
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_CALLS || System.nanoTime() - start < nanos; i++) {
      runAll(layers);
    }
    CpuTime time = new CpuTime();
    for (int i = 0; i < REPEATS; i++) {
      time.ofThread(() -> runAll(layers));
    }
    System.out.println(1e9 * layers.length * shape.gigaMacs() / time.best());
  }

  private static void runAll(Product[] layers) {
    for (Product layer : layers) {
      layer.run();
    }
  }
}
