package org.bnn4j.kernels.exec;

import java.util.concurrent.Executor;
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
   * @param keepAll whether the values of every node are wanted: then nothing is done in parts
   * @param executor where further threads come from; not asked if {@code threads} is 1
   * @param threads how many work on a batch, the caller's among them
   * @throws IllegalArgumentException if a number is less than 1 or the batch too large for an array
   */
  public BatchRunner(Plan plan, int maxRows, boolean keepAll, Executor executor, int threads) {
    this.executor = executor;
    this.maxRows = maxRows;
    this.outputs = plan.graph().output().size();
    if ((long) maxRows * outputs > LONGEST) {
      throw new IllegalArgumentException(
          "a batch of " + maxRows + " x " + outputs + " values is too large: make it smaller");
    }
    this.scores = new float[maxRows * outputs];
    this.workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
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

  /** Runs a batch. */
  public void run(int rows, Feed feed) {
    this.rows = rows;
    this.feed = feed;
    int most = buffers().maxRows();
    int parts = (rows - 1) / most + 1;
    // As many parts for each thread, and parts of one size: no thread waits long for the last.
    int rounds = (parts - 1) / workers.length + 1;
    parts = Math.min(rows, rounds * workers.length);
    partRows = (rows - 1) / parts + 1;
    nextPart.set(0);
    if (parts == 1 || workers.length == 1) {
      workers[0].takeParts();
    } else {
      runTogether(Math.min(parts, workers.length));
    }
  }

  private void runTogether(int threads) {
    synchronized (this) {
      open = true;
    }
    try {
      for (int i = 1; i < threads; i++) {
        executor.execute(workers[i]);
      }
      workers[0].takeParts();
    } finally {
      awaitOthers();
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
    if (failure != null) {
      Throwable thrown = failure;
      failure = null;
      throw new IllegalStateException("a thread of the executor failed: " + thrown, thrown);
    }
  }

  /** One thread's share of the work. */
  private final class Worker implements Runnable {
    private final Runner runner;
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
      } catch (RuntimeException | Error e) {
        thrown = e;
      } finally {
        leave(thrown);
      }
    }

    private boolean enter() {
      synchronized (BatchRunner.this) {
        if (!open || busy) {
          return false;
        }
        busy = true;
        working++;
        return true;
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
      int first = nextPart.getAndIncrement() * partRows;
      while (first < rows) {
        int count = Math.min(partRows, rows - first);
        feed.fill(runner.input(), first, count);
        runner.run(count);
        System.arraycopy(runner.answer(), 0, scores, first * outputs, count * outputs);
        first = nextPart.getAndIncrement() * partRows;
      }
    }
  }
}
