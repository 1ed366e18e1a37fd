package org.bnn4j.kernels.exec;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs batches in parts that are small enough for a processor's cache, on the calling thread and,
 * if there is an executor, on some of its threads at the same time. Every thread has memory of its
 * own and takes the next part that nobody has taken yet.
 *
 * <p>Belongs to one caller at a time.
 */
public final class BatchRunner {
  /** Puts raw values where a run reads them; called by several threads at the same time. */
  @FunctionalInterface
  public interface Feed {
    /** Fills {@code input} from its start with the rows from {@code first} on. */
    void fill(Object input, int first, int rows);
  }

  /** What virtual machines allow. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final Executor executor;

  /** The caller's, then those that go to the executor. */
  private final Worker[] workers;

  private final int maxRows;
  private final int outputs;
  private final float[] scores;
  private final AtomicInteger nextPart = new AtomicInteger();
  private Feed feed;
  private int rows;
  private int partRows;
  private int parts;

  // A task that the executor begins late, after its batch is done, must not take part in the next
  // one half-way: workers come in only while a batch is open, and the batch ends when all have
  // left.
  private boolean open;
  private int working;
  private Throwable failure;

  /**
   * Makes a runner.
   *
   * @param maxRows the most examples of one batch
   * @param keepAll whether the values of every node are wanted: then a batch is one part
   * @param executor where further threads come from; not asked if {@code threads} is 1
   * @param threads how many work on a batch at most, the caller's among them
   * @throws IllegalArgumentException if a number is less than 1 or the batch too large for an array
   */
  public BatchRunner(Plan plan, int maxRows, boolean keepAll, Executor executor, int threads) {
    if (maxRows < 1) {
      throw new IllegalArgumentException(
          "a session is for batches of at least 1 row, not " + maxRows);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("a session runs on at least 1 thread, not " + threads);
    }
    this.executor = executor;
    this.maxRows = maxRows;
    this.outputs = plan.graph().output().size();
    if ((long) maxRows * outputs > LONGEST) {
      throw new IllegalArgumentException(
          "a batch of " + maxRows + " x " + outputs + " values is too large: make it smaller");
    }
    this.scores = new float[maxRows * outputs];
    this.workers = new Worker[keepAll ? 1 : Math.min(threads, maxRows)];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(new Runner(plan, maxRows, keepAll));
    }
  }

  /** The most examples of one batch. */
  public int maxRows() {
    return maxRows;
  }

  /** What the last node put out for every row of the last batch. */
  public float[] scores() {
    return scores;
  }

  /** The values of all nodes, if they are kept. */
  public Buffers buffers() {
    return workers[0].runner.buffers();
  }

  /**
   * Runs a batch.
   *
   * @throws IllegalStateException if a thread of the executor failed, with the cause
   */
  public void run(int rows, Feed feed) {
    this.rows = rows;
    this.feed = feed;
    // As many parts for each thread, and parts of one size: no thread waits long for the last.
    int least = (rows - 1) / buffers().maxRows() + 1;
    int rounds = (least - 1) / workers.length + 1;
    partRows = (int) ((rows - 1) / ((long) rounds * workers.length) + 1);
    parts = (rows - 1) / partRows + 1;
    nextPart.set(0);
    try {
      if (parts == 1 || workers.length == 1) {
        workers[0].takeParts();
      } else {
        runTogether(Math.min(parts, workers.length));
      }
    } finally {
      this.feed = null;
    }
  }

  private void runTogether(int threads) {
    synchronized (this) {
      open = true;
      failure = null;
    }
    try {
      for (int i = 1; i < threads; i++) {
        submit(workers[i]);
      }
      workers[0].takeParts();
    } finally {
      awaitOthers();
    }
    if (failure != null) {
      throw new IllegalStateException("a thread of the executor failed: " + failure, failure);
    }
  }

  private void submit(Worker worker) {
    synchronized (this) {
      if (worker.queued || worker.busy) {
        return; // The executor is behind, and begins its last task only now, or later.
      }
      worker.queued = true;
    }
    boolean accepted = false;
    try {
      executor.execute(worker);
      accepted = true;
    } catch (RejectedExecutionException e) {
      return; // No thread to spare: the others do this one's work.
    } finally {
      if (!accepted) {
        synchronized (this) {
          worker.queued = false;
        }
      }
    }
  }

  private synchronized void awaitOthers() {
    open = false;
    boolean interrupted = false;
    while (working > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // The others use this session's memory: they are waited for anyway.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thread's share of the work. */
  private final class Worker implements Runnable {
    private final Runner runner;

    /** Whether the executor has a task of this worker that has not begun. */
    private boolean queued;

    /** Whether such a task takes part in the present batch. */
    private boolean busy;

    Worker(Runner runner) {
      this.runner = runner;
    }

    @Override
    public void run() {
      if (!enter()) {
        return;
      }
      Throwable thrown = null;
      try {
        takeParts();
      } catch (RuntimeException | Error e) { // Whatever it is, the caller gets it.
        thrown = e;
      } finally {
        leave(thrown);
      }
    }

    private boolean enter() {
      synchronized (BatchRunner.this) {
        queued = false;
        busy = open;
        working += open ? 1 : 0;
        return open;
      }
    }

    private void leave(Throwable thrown) {
      synchronized (BatchRunner.this) {
        busy = false;
        working--;
        failure = thrown == null ? failure : thrown;
        BatchRunner.this.notifyAll();
      }
    }

    void takeParts() {
      int part;
      while ((part = nextPart.getAndIncrement()) < parts) {
        int first = part * partRows;
        int count = Math.min(partRows, rows - first);
        feed.fill(runner.input(), first, count);
        runner.run(count);
        System.arraycopy(runner.answer(), 0, scores, first * outputs, count * outputs);
      }
    }
  }
}
