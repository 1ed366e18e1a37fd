package org.bnn4j.kernels.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** As many sessions as the machine has processors, each lent to one request at a time. */
final class Sessions {
  private static final int WAIT_SECONDS = 10;

  private final BlockingQueue<BnnSession> free;

  Sessions(BnnModel model, int maxBatch) {
    int count = Runtime.getRuntime().availableProcessors();
    free = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      free.add(model.newSession(maxBatch));
    }
  }

  /**
   * Takes one, which has to be given back.
   *
   * @throws HttpFailure with status 503 if none comes free for some seconds
   */
  BnnSession take() throws HttpFailure {
    BnnSession session = null;
    try {
      session = free.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (session == null) {
      throw new HttpFailure(503, "the server is busy");
    }
    return session;
  }

  void giveBack(BnnSession session) {
    free.add(session);
  }
}
