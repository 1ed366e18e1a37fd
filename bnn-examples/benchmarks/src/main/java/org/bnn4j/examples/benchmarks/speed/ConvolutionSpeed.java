package org.bnn4j.examples.benchmarks.speed;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.paths.KernelPath;
import org.bnn4j.kernels.paths.KernelPaths;

/**
 * A binary 3x3 convolution over the padded map of one image, accumulators only, as the limit in C
 * has it: on every path, results compared.
 */
public final class ConvolutionSpeed {
  private static final int KERNEL = 3;

  private final int pixels;
  private final int channels;
  private final int outputs;
  private final int[] map;
  private final int[] starts;
  private final Map<String, IntProduct> products = new LinkedHashMap<>();
  private final Map<String, CpuTime> times = new LinkedHashMap<>();

  /** A convolution of {@code pixels x pixels} with a multiple of 32 channels. */
  public ConvolutionSpeed(int pixels, int channels, int outputs, Random random) {
    this.pixels = pixels;
    this.channels = channels;
    this.outputs = outputs;
    int words = channels / 32;
    int padded = pixels + KERNEL - 1;
    this.map = random.ints((long) padded * padded * words).toArray();
    this.starts = new int[pixels * pixels * KERNEL];
    for (int i = 0; i < starts.length; i++) {
      int pixel = i / KERNEL;
      int row = pixel / pixels + i % KERNEL;
      starts[i] = (row * padded + pixel % pixels) * words;
    }
    int fanIn = KERNEL * KERNEL * channels;
    int[] bits = random.ints((long) outputs * fanIn / 32).toArray();
    PackedWeights weights = PackedWeights.binary(new BitMatrix(outputs, fanIn, bits));
    for (String name : KernelPaths.available()) {
      KernelPath path = KernelPaths.named(name);
      products.put(name, path.ofBits(weights, KERNEL));
      times.put(name, new CpuTime());
    }
    compare();
    // Far too slow to measure.
    products.remove("reference");
    times.remove("reference");
  }

  private void compare() {
    int[] expected = null;
    for (IntProduct product : products.values()) {
      int rows = pixels;
      int[] actual = new int[rows * outputs];
      product
          .newWorker()
          .run(
              map,
              starts,
              rows,
              (row, first, count, sums) ->
                  System.arraycopy(sums, 0, actual, row * outputs + first, count));
      if (expected != null && !Arrays.equals(expected, actual)) {
        throw new IllegalStateException("paths differ for a convolution of " + this);
      }
      expected = actual;
    }
  }

  /** Measures each path once. */
  public void measure() {
    int[] sum = new int[1];
    products.forEach(
        (path, product) -> {
          IntProduct.Worker worker = product.newWorker();
          times
              .get(path)
              .ofThread(
                  () ->
                      worker.run(
                          map,
                          starts,
                          pixels * pixels,
                          (row, first, count, sums) -> sum[0] += sums[0]));
        });
  }

  /** Reports medians, and the best of each path. */
  public void describe(ReportSection section) {
    times.forEach(
        (path, time) ->
            section.put(
                path + " " + this,
                List.of(Math.round(rate(time.median())), Math.round(rate(time.best())))));
  }

  private double rate(double nanos) {
    return macs() / nanos;
  }

  private double macs() {
    return (double) pixels * pixels * outputs * KERNEL * KERNEL * channels;
  }

  /** The best rate of several convolutions one after the other on one path. */
  static double bestRate(List<ConvolutionSpeed> all, String path) {
    double macs = all.stream().mapToDouble(ConvolutionSpeed::macs).sum();
    return macs / all.stream().mapToDouble(c -> c.times.get(path).best()).sum();
  }

  /** The paths that are measured. */
  static List<String> paths(List<ConvolutionSpeed> all) {
    return List.copyOf(all.get(0).times.keySet());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%dx%dx%d -> %d", pixels, pixels, channels, outputs);
  }
}
