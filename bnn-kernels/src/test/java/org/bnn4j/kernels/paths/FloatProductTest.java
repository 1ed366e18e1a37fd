package org.bnn4j.kernels.paths;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every path against sums in double precision. */
class FloatProductTest {
  private static final int[] FAN_INS = {1, 3, 7, 8, 9, 31, 32, 33, 65, 100, 784};
  private static final int[] OUTPUTS = {1, 2, 10, 31, 33, 64, 513};
  private static final int[] ROWS = {70, 1, 3, 4, 5, 17, 64, 65};
  private static final int MOST_ROWS = 70;

  static List<Arguments> pathsAndFanIns() {
    List<Arguments> all = new ArrayList<>();
    for (String path : KernelPaths.available()) {
      for (int fanIn : FAN_INS) {
        all.add(Arguments.of(path, fanIn));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("pathsAndFanIns")
  void floatsWithPackedWeights(String path, int fanIn) {
    for (int outputs : OUTPUTS) {
      RandomModels models = new RandomModels(17L * fanIn + outputs);
      for (PackedWeights weights :
          List.of(models.binaryWeights(outputs, fanIn), models.ternaryWeights(outputs, fanIn))) {
        FloatProduct product = KernelPaths.named(path).ofFloats(weights);
        check(product, models.floats(MOST_ROWS * fanIn), outputs, weights::weight);
      }
    }
  }

  @Test
  void theReferenceDoesNotUnpackWeights() {
    PackedWeights weights = PackedWeights.binary(new BitMatrix(64, 1 << 16, new int[64 << 11]));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    KernelPaths.named("reference").ofFloats(weights);
    long allocated = threads.getThreadAllocatedBytes(id) - before;
    assertTrue(allocated < 1 << 20, allocated + " bytes allocated");
  }

  @ParameterizedTest
  @MethodSource("pathsAndFanIns")
  void floatsWithFloatWeights(String path, int fanIn) {
    for (int outputs : OUTPUTS) {
      RandomModels models = new RandomModels(17L * fanIn + outputs);
      FloatWeights weights = models.floatWeights(outputs, fanIn);
      FloatProduct product = KernelPaths.named(path).ofFloats(weights);
      check(product, models.floats(MOST_ROWS * fanIn), outputs, weights::get);
    }
  }

  @ParameterizedTest
  @MethodSource("pathsAndFanIns")
  void wholeNumbersAreExact(String path, int fanIn) {
    RandomModels models = new RandomModels(fanIn);
    PackedWeights weights = models.ternaryWeights(33, fanIn);
    int[] pixels = models.integers(fanIn, 0, 255);
    float[] x = new float[fanIn];
    for (int i = 0; i < fanIn; i++) {
      x[i] = pixels[i];
    }
    float[] z = new float[33];
    FloatProduct product = KernelPaths.named(path).ofFloats(weights);
    product.newWorker().run(x, 1, z, 0);
    for (int output = 0; output < 33; output++) {
      int expected = 0;
      for (int i = 0; i < fanIn; i++) {
        expected += weights.weight(output, i) * pixels[i];
      }
      assertEquals(expected, z[output], 0, "output " + output);
    }
  }

  private interface Weights {
    double at(int output, int input);
  }

  private static void check(FloatProduct product, float[] x, int outputs, Weights weights) {
    int fanIn = x.length / MOST_ROWS;
    FloatProduct.Worker worker = product.newWorker();
    float[] all = new float[MOST_ROWS * outputs];
    worker.run(x, MOST_ROWS, all, 0);
    for (int rows : ROWS) {
      float[] z = new float[rows * outputs];
      worker.run(x, rows, z, 0);
      assertArrayEquals(Arrays.copyOf(all, z.length), z, 0, "the same sums in any batch");
    }
    checkSums(all, x, outputs, weights);
  }

  private static void checkSums(float[] z, float[] x, int outputs, Weights weights) {
    int fanIn = x.length / MOST_ROWS;
    for (int i = 0; i < z.length; i++) {
      double sum = 0;
      double sumOfSizes = 0;
      for (int input = 0; input < fanIn; input++) {
        double summand = weights.at(i % outputs, input) * x[i / outputs * fanIn + input];
        sum += summand;
        sumOfSizes += Math.abs(summand);
      }
      // Each of at most fanIn + 8 roundings moves the sum by half a unit of its size at most.
      double bound = (fanIn + 8) * 0x1p-24 * sumOfSizes;
      assertTrue(
          Math.abs(z[i] - sum) <= bound,
          fanIn + " x " + outputs + ", value " + i + ": " + z[i] + ", not " + sum);
    }
  }

  @ParameterizedTest
  @MethodSource("pathsAndFanIns")
  void aRowWithInfinityOrNaNGivesTheSameInAnyBatch(String path, int fanIn) {
    for (float value : new float[] {Float.POSITIVE_INFINITY, Float.NaN}) {
      RandomModels models = new RandomModels(fanIn);
      FloatProduct.Worker worker =
          KernelPaths.named(path).ofFloats(models.ternaryWeights(33, fanIn)).newWorker();
      float[] x = models.floats(5 * fanIn);
      for (int row = 0; row < 5; row++) {
        x[row * fanIn + row % fanIn] = value;
      }
      float[] together = new float[5 * 33];
      worker.run(x, 5, together, 0);
      float[] alone = new float[33];
      worker.run(x, 1, alone, 0);
      assertArrayEquals(Arrays.copyOf(together, 33), alone, 0);
    }
  }
}
