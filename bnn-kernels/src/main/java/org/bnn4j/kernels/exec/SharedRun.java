package org.bnn4j.kernels.exec;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A run of one example by several threads: of every step, each takes the next share that nobody has
 * taken yet, and goes on to the next step when all shares are done. A thread that comes late joins
 * where the others are.
 */
final class SharedRun implements ThreadTeam.Task {
  /** Rounds of waiting before other threads of a busy processor are let through. */
  private static final int SPINS = 1 << 10;

  private final Step[][] steps;
  private final AtomicIntegerArray taken;
  private final AtomicIntegerArray done;
  private volatile boolean failed;

  /**
   * Prepares runs.
   *
   * @param steps the shares of each
   */
  SharedRun(Step[][] steps) {
    this.steps = steps;
    this.taken = new AtomicIntegerArray(steps.length);
    this.done = new AtomicIntegerArray(steps.length);
  }

  /** Gets ready for the next run, while nobody is at work. */
  void reset() {
    failed = false;
    for (int i = 0; i < steps.length; i++) {
      taken.set(i, 0);
      done.set(i, 0);
    }
  }

  @Override
  public void run(int member) {
    boolean complete = false;
    try {
      for (int i = 0; i < steps.length && !failed; i++) {
        takeShares(i);
        awaitAll(i);
      }
      complete = true;
    } finally {
      if (!complete) {
        failed = true;
      }
    }
  }

  private void takeShares(int step) {
    Step[] shares = steps[step];
    int share;
    while ((share = taken.getAndIncrement(step)) < shares.length) {
      shares[share].run(1);
      done.incrementAndGet(step);
    }
  }

  private void awaitAll(int step) {
    for (int spins = 0; done.get(step) < steps[step].length && !failed; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
