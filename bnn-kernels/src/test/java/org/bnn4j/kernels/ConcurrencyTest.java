package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bnn4j.kernels.paths.KernelPaths;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One model, several threads, a session each. */
class ConcurrencyTest {
  private static final int THREADS = 4;
  private static final int ROWS = 8;
  private static final int RUNS = 100;
  private static final int VIRTUAL_THREADS = 200;

  static List<String> paths() {
    return KernelPaths.available();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void allThreadsGetTheAnswersOfOne(String path) throws Exception {
    RandomModels models = new RandomModels(21);
    check(BnnModel.of(models.everyOperation()).onKernels(path), models);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void convolutionsToo(String path) throws Exception {
    ConvModels models = new ConvModels(21);
    check(BnnModel.of(models.everyOperation()).onKernels(path), models.random());
  }

  /** Many more threads than cores, where Java has such. */
  @ParameterizedTest
  @MethodSource("paths")
  void virtualThreads(String path) throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with Java 21");
    RandomModels models = new RandomModels(22);
    BnnModel model = BnnModel.of(models.everyOperation()).onKernels(path);
    ExecutorService pool =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    check(model, models, pool, VIRTUAL_THREADS, 4);
  }

  private static void check(BnnModel model, RandomModels models) throws Exception {
    check(model, models, Executors.newFixedThreadPool(THREADS), THREADS, RUNS);
  }

  private static void check(
      BnnModel model, RandomModels models, ExecutorService pool, int threads, int runs)
      throws Exception {
    List<byte[]> batches = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    try (BnnSession session = model.newSession(ROWS)) {
      for (int i = 0; i < 2 * THREADS; i++) {
        batches.add(models.bytes(ROWS * model.inputs()));
        expected.add(new float[ROWS * model.outputs()]);
        session.run(batches.get(i), ROWS, expected.get(i));
      }
    }
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        tasks.add(() -> runAll(model, batches, expected, first, runs));
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Void runAll(
      BnnModel model, List<byte[]> batches, List<float[]> expected, int first, int runs) {
    float[] scores = new float[ROWS * model.outputs()];
    try (BnnSession session = model.newSession(ROWS)) {
      for (int i = 0; i < runs; i++) {
        int batch = (first + i) % batches.size();
        session.run(batches.get(batch), ROWS, scores);
        assertArrayEquals(expected.get(batch), scores);
      }
    }
    return null;
  }
}
