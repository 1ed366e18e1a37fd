package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bnn4j.kernels.paths.KernelPaths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One model, several threads, a session each. */
class ConcurrencyTest {
  private static final int THREADS = 4;
  private static final int ROWS = 8;
  private static final int RUNS = 100;

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

  private static void check(BnnModel model, RandomModels models) throws Exception {
    List<byte[]> batches = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    try (BnnSession session = model.newSession(ROWS)) {
      for (int i = 0; i < 2 * THREADS; i++) {
        batches.add(models.bytes(ROWS * model.inputs()));
        expected.add(new float[ROWS * model.outputs()]);
        session.run(batches.get(i), ROWS, expected.get(i));
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        tasks.add(() -> runAll(model, batches, expected, first));
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Void runAll(
      BnnModel model, List<byte[]> batches, List<float[]> expected, int first) {
    float[] scores = new float[ROWS * model.outputs()];
    try (BnnSession session = model.newSession(ROWS)) {
      for (int i = 0; i < RUNS; i++) {
        int batch = (first + i) % batches.size();
        session.run(batches.get(batch), ROWS, scores);
        assertArrayEquals(expected.get(batch), scores);
      }
    }
    return null;
  }
}
