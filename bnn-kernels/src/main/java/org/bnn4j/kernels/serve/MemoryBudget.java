package org.bnn4j.kernels.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Half of the heap, lent to large requests so that together they do not exhaust it. */
final class MemoryBudget {
  /** Bodies up to this size are not counted. */
  private static final int SMALL = 1 << 16;

  /** A body of JSON, its numbers, the scores and the answer together, as a multiple of the body. */
  private static final int BYTES_PER_BYTE = 12;

  private final int kilobytes;
  private final int waitSeconds;
  private final Semaphore free;

  /**
   * Half of the memory.
   *
   * @param waitSeconds how long a request waits for what others have
   */
  MemoryBudget(long maxMemory, int waitSeconds) {
    this.waitSeconds = waitSeconds;
    this.kilobytes = (int) Math.min(Integer.MAX_VALUE, Math.max(1, maxMemory / 2 >> 10));
    this.free = new Semaphore(kilobytes, true);
  }

  /**
   * Takes what a request needs.
   *
   * @return what has to be given back
   * @throws HttpFailure with status 503 if so much does not come free for some seconds
   */
  int take(long bodyBytes) throws HttpFailure {
    if (bodyBytes <= SMALL) {
      return 0;
    }
    int wanted = (int) Math.min(kilobytes, bodyBytes * BYTES_PER_BYTE >> 10);
    try {
      if (free.tryAcquire(wanted, waitSeconds, TimeUnit.SECONDS)) {
        return wanted;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new HttpFailure(503, "the server is busy with other large requests");
  }

  void giveBack(int taken) {
    free.release(taken);
  }
}
