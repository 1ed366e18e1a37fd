package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.LateExecutor;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single examples of which several threads share the large layers. */
class SharedRunTest {
  private static final int THREADS = 3;
  private static final int EXAMPLES = 10;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void shutDown() throws InterruptedException {
    pool.shutdown();
    assertTrue(pool.awaitTermination(5, TimeUnit.MINUTES));
  }

  static Stream<String> paths() {
    return KernelPaths.available().stream().filter(path -> !path.equals("reference"));
  }

  /** Many bytes and bits to many outputs, the last ones of a panel that is not full. */
  private static Graph perceptron() {
    return new RandomModels(5).perceptron(700, 1101, 10);
  }

  /** Rows of bytes, of bits in place, and of bits copied together. */
  private static List<Graph> convolutions() {
    return List.of(
        new ConvModels(6).binaryNet(21, 23, 128, 10), new ConvModels(6).binaryNet(21, 23, 40, 10));
  }

  /** A dense product, and rows in place and copied together, of two or three inputs. */
  private static List<Graph> severalInputs() {
    RandomModels models = new RandomModels(8);
    Graph dense =
        GraphBuilder.input(EdgeKind.BYTE, 90)
            .then("first", models.binary(701, 90))
            .add("low", models.threshold(701, 900), "first")
            .add("high", models.threshold(701, 900), "first")
            .add("product", models.ternary(1101, 701), "low", "high", "low")
            .then("out", models.affine(1101))
            .build();
    return List.of(
        dense, new ConvModels(8).severalInputs(128), new ConvModels(8).severalInputs(200));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void denseProducts(String path) {
    check(perceptron(), path, pool);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void convolutions(String path) {
    convolutions().forEach(graph -> check(graph, path, pool));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void sumsOfSeveralInputs(String path) {
    severalInputs().forEach(graph -> check(graph, path, pool));
  }

  @Test
  void anExecutorOfTheCallersThread() {
    check(perceptron(), "plain", Runnable::run);
  }

  @Test
  void anExecutorThatHasNoThreadToSpare() {
    check(perceptron(), "plain", task -> {});
  }

  @Test
  void tasksThatBeginWhenTheirExampleIsLongDone() {
    check(perceptron(), "plain", new LateExecutor(pool));
  }

  @Test
  void membersOfASingleExampleThatComeLateAreNoneOfASmallBatch() {
    Plan plan = new Plan(perceptron(), KernelPaths.named("plain"));
    List<Runnable> late = new ArrayList<>();
    // Two rows are for two threads: the third has no memory for a part of a batch.
    BatchRunner runner = new BatchRunner(plan, 2, false, late::add, THREADS);
    runner.run(1, (input, first, rows) -> {});
    assertEquals(THREADS - 1, late.size());
    int[] filled = {0};
    BatchRunner.Feed feed =
        (input, first, rows) -> {
          filled[0] += rows;
          List<Runnable> now = List.copyOf(late);
          late.clear();
          now.forEach(Runnable::run);
        };
    runner.run(2, feed);
    assertEquals(2, filled[0]);
  }

  @Test
  void smallLayersAreNotDivided() {
    Plan plan = new Plan(new RandomModels(5).perceptron(70, 64, 10), KernelPaths.named("plain"));
    assertFalse(Runner.shared(plan, THREADS).isShared());
  }

  @Test
  void theSharesOfAStepAreOneThreadsInTheEndIfItIsAlone() {
    int[] runs = {0};
    Step step = rows -> runs[0] += rows;
    SharedRun run = new SharedRun(new Step[][] {{step, step, step}, {step}});
    run.reset();
    run.run(0);
    assertEquals(4, runs[0]);
    run.run(1);
    assertEquals(4, runs[0], "nothing is left to do");
  }

  @Test
  void nobodyWaitsForAShareThatFailed() throws InterruptedException {
    Step good = rows -> {};
    Step bad =
        rows -> {
          throw new IllegalArgumentException("no such weight");
        };
    SharedRun run = new SharedRun(new Step[][] {{good, bad}, {good}});
    run.reset();
    assertThrows(IllegalArgumentException.class, () -> run.run(0));
    Thread other = new Thread(() -> run.run(1));
    other.start();
    other.join(Duration.ofMinutes(5).toMillis());
    assertFalse(other.isAlive(), "it waits for a share that failed");
  }

  private static void check(Graph graph, String path, Executor executor) {
    Plan plan = new Plan(graph, KernelPaths.named(path));
    assertTrue(Runner.shared(plan, THREADS).isShared(), "nothing is divided here");
    BatchRunner alone = new BatchRunner(plan, 1, false, null, 1);
    BatchRunner shared = new BatchRunner(plan, 1, false, executor, THREADS);
    int inputs = graph.input().size();
    RandomModels models = new RandomModels(7);
    for (int i = 0; i < EXAMPLES; i++) {
      byte[] example = models.bytes(inputs);
      BatchRunner.Feed feed =
          (input, first, rows) -> System.arraycopy(example, 0, input, 0, inputs);
      alone.run(1, feed);
      shared.run(1, feed);
      assertArrayEquals(alone.scores(), shared.scores(), "example " + i);
    }
  }
}
