package org.bnn4j.kernels.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void smallBodiesAreFree() throws HttpFailure {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE);
    assertEquals(0, budget.take(1 << 16));
    assertEquals(12 * 1024, budget.take(MEGABYTE));
  }

  @Test
  void largeOnesWaitForEachOther() throws Exception {
    MemoryBudget budget = new MemoryBudget(64 * MEGABYTE);
    int first = budget.take(100 * MEGABYTE);
    assertEquals(32 * 1024, first, "all there is, though it would need more");
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return budget.take(MEGABYTE);
              } catch (HttpFailure e) {
                throw new AssertionError(e);
              }
            });
    Thread.sleep(100);
    assertFalse(second.isDone());
    budget.giveBack(first);
    assertTrue(second.get(5, TimeUnit.SECONDS) > 0);
  }
}
