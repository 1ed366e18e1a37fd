package org.bnn4j.kernels.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void smallBodiesAreFree() throws HttpFailure {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE, 600);
    assertEquals(0, budget.take(1 << 16));
    assertEquals(12 * 1024, budget.take(MEGABYTE));
  }

  @Test
  void largeOnesWaitForEachOther() throws Exception {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE, 600);
    int first = budget.take(100 * MEGABYTE);
    assertEquals(32 * 1024, first, "all there is, though it would need more");
    FutureTask<Integer> second = new FutureTask<>(() -> budget.take(MEGABYTE));
    Thread thread = new Thread(second);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertFalse(second.isDone(), "it does not wait");
      Thread.onSpinWait();
    }
    budget.giveBack(first);
    assertEquals(12 * 1024, second.get(5, TimeUnit.MINUTES));
  }

  @Test
  void whatDoesNotComeFreeIsRefused() throws HttpFailure {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE, 0);
    budget.take(100 * MEGABYTE);
    HttpFailure failure = assertThrows(HttpFailure.class, () -> budget.take(MEGABYTE));
    assertEquals("the server is busy with other large requests", failure.getMessage());
  }
}
