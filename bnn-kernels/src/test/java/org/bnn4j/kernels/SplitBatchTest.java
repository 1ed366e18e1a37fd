package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.bnn4j.kernels.exec.BatchRunner;
import org.bnn4j.kernels.exec.Plan;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.paths.KernelPaths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that are run in parts, one after the other or on several threads. */
class SplitBatchTest {
  private static final int ROWS = 13;
  private static final int THREADS = 3;

  /** So many values that a few examples fill the cache. */
  private static final int INPUTS = 20_000;

  private final RandomModels models = new RandomModels(3);
  private final Graph graph = models.floatPerceptron(INPUTS, 33, 5);
  private final BnnModel model = BnnModel.of(graph);
  private final byte[] batch = models.bytes(ROWS * INPUTS);
  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void shutDown() throws InterruptedException {
    pool.shutdown();
    assertTrue(pool.awaitTermination(5, TimeUnit.MINUTES));
  }

  /** The scores of the first rows, each row run alone. */
  private float[] expected(int rows) {
    float[] expected = new float[rows * 5];
    byte[] example = new byte[INPUTS];
    try (BnnSession session = model.newSession(1)) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(batch, row * INPUTS, example, 0, INPUTS);
        session.classify(example);
        for (int k = 0; k < 5; k++) {
          expected[row * 5 + k] = session.score(k);
        }
      }
    }
    return expected;
  }

  private void check(BnnSession session) {
    float[] expected = expected(ROWS);
    for (int rows = 1; rows <= ROWS; rows++) {
      float[] scores = new float[rows * 5];
      session.run(batch, rows, scores);
      assertArrayEquals(expected(rows), scores);
      assertEquals(expected[(rows - 1) * 5 + 4], session.score(rows - 1, 4));
    }
  }

  @Test
  void partsOneAfterTheOther() {
    BatchRunner runner = new BatchRunner(plan(), ROWS, false, null, 1);
    assertTrue(runner.buffers().maxRows() < ROWS, "nothing is split here");
    check(model.newSession(ROWS));
  }

  @Test
  void partsOnSeveralThreads() {
    BnnSession session = model.newSession(ROWS, pool, THREADS);
    for (int i = 0; i < 20; i++) {
      check(session);
    }
  }

  @Test
  void anExecutorOfTheCallersThread() {
    check(model.newSession(ROWS, Runnable::run, THREADS));
  }

  @Test
  void anExecutorThatHasNoThreadToSpare() {
    check(model.newSession(ROWS, task -> {}, THREADS));
  }

  @Test
  void tasksThatBeginWhenTheirBatchIsLongDone() {
    LateExecutor executor = new LateExecutor(pool);
    BnnSession session = model.newSession(ROWS, executor, THREADS);
    for (int i = 0; i < 20; i++) {
      check(session);
    }
    executor.runWaiting();
  }

  @Test
  void anExecutorThatRefuses() {
    int[] asked = {0};
    Executor executor =
        task -> {
          if (asked[0]++ % 2 == 0) {
            throw new RejectedExecutionException("no thread to spare");
          }
          pool.execute(task);
        };
    check(model.newSession(ROWS, executor, THREADS));
    assertTrue(asked[0] > 2, "asked again");
  }

  @Test
  void anExecutorThatIsBehindIsNotAskedAgain() {
    List<Runnable> tasks = new ArrayList<>();
    BnnSession session = model.newSession(ROWS, tasks::add, THREADS);
    check(session);
    assertEquals(THREADS - 1, tasks.size());
    tasks.forEach(Runnable::run);
    check(session);
    assertEquals(2 * (THREADS - 1), tasks.size());
  }

  @Test
  void aFailedCallLeavesNoAnswers() {
    BnnSession session = model.newSession(ROWS, task -> task.run(), THREADS);
    session.classify(Arrays.copyOf(batch, INPUTS));
    assertThrows(
        IllegalArgumentException.class, () -> session.run(batch, ROWS + 1, new float[ROWS * 10]));
    session.score(0, 0);
    boolean[] works = {false};
    int[] tasks = {0};
    Executor executor =
        task -> {
          if (!works[0]) {
            throw new IllegalStateException("broken");
          }
          tasks[0]++;
          task.run();
        };
    BnnSession broken = model.newSession(ROWS, executor, THREADS);
    broken.classify(Arrays.copyOf(batch, INPUTS));
    assertThrows(IllegalStateException.class, () -> broken.run(batch, ROWS, new float[ROWS * 5]));
    assertThrows(IndexOutOfBoundsException.class, () -> broken.score(0, 0));
    works[0] = true;
    broken.run(batch, ROWS, new float[ROWS * 5]);
    assertEquals(THREADS - 1, tasks[0]);
  }

  @Test
  void whatFailsOnAnotherThreadIsThrown() {
    BatchRunner runner = new BatchRunner(plan(), ROWS, false, pool, THREADS);
    Thread caller = Thread.currentThread();
    CountDownLatch othersWork = new CountDownLatch(1);
    IllegalArgumentException failure = new IllegalArgumentException("no such row");
    BatchRunner.Feed feed =
        (input, first, rows) -> {
          if (Thread.currentThread() != caller) {
            othersWork.countDown();
            throw failure;
          }
          awaitQuietly(othersWork);
        };
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> runner.run(ROWS, feed));
    assertSame(failure, e.getCause());
    runner.run(ROWS, (input, first, rows) -> {});
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(5, TimeUnit.MINUTES), "no part is left to another thread");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    assertMessage("1 thread, not 0", () -> model.newSession(1, pool, 0));
    assertMessage("at least 1 row, not 0", () -> model.newSession(0, pool, 1));
    assertMessage("values is too large", () -> model.newSession(Integer.MAX_VALUE));
    assertThrows(NullPointerException.class, () -> model.newSession(1, null, 2));
  }

  private static void assertMessage(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private Plan plan() {
    return new Plan(graph, KernelPaths.named("plain"));
  }
}
