package org.bnn4j.kernels.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void smallBodiesAreFree() throws HttpFailure {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE, 3600);
    assertEquals(0, budget.take(1 << 16));
    assertEquals(12 * 1024, budget.take(MEGABYTE));
  }

  @Test
  void largeOnesWaitForEachOther() throws Exception {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE, 3600);
    int first = budget.take(100 * MEGABYTE);
    assertEquals(32 * 1024, first, "all there is, though it would need more");
    AtomicInteger second = new AtomicInteger();
    Thread waits =
        new Thread(
            () -> {
              try {
                second.set(budget.take(MEGABYTE));
              } catch (HttpFailure e) {
                throw new AssertionError(e);
              }
            });
    waits.start();
    while (waits.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(waits.isAlive(), "it has not waited");
      Thread.onSpinWait();
    }
    budget.giveBack(first);
    waits.join();
    assertTrue(second.get() > 0);
  }
}
