package org.bnn4j.kernels.exec;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs batches in parts that are small enough for a processor's cache, on the calling thread and,
 * if there is an executor, on some of its threads at the same time. Every thread has memory of its
 * own and takes the next part that nobody has taken yet. Of a single example, they share large
 * layers instead.
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

  private final ThreadTeam team;

  /** One for each member. */
  private final Runner[] runners;

  /** For single examples with large layers; else null, as what runs it. */
  private final Runner shared;

  private final SharedRun sharedRun;
  private final ThreadTeam.Task takeParts =
      new ThreadTeam.Task() {
        @Override
        public void run(int member) {
          takeParts(member);
        }
      };
  private final int maxRows;
  private final int outputs;
  private final float[] scores;
  private final AtomicInteger nextPart = new AtomicInteger();
  private Feed feed;
  private int rows;
  private int partRows;
  private int parts;

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
    this.maxRows = maxRows;
    this.outputs = plan.graph().output().size();
    if ((long) maxRows * outputs > LONGEST) {
      throw new IllegalArgumentException(
          "a batch of " + maxRows + " x " + outputs + " values is too large: make it smaller");
    }
    this.scores = new float[maxRows * outputs];
    this.team = new ThreadTeam(executor, keepAll ? 1 : threads);
    this.runners = new Runner[Math.min(team.size(), maxRows)];
    for (int i = 0; i < runners.length; i++) {
      runners[i] = new Runner(plan, maxRows, keepAll);
    }
    Runner single = team.size() == 1 ? runners[0] : Runner.shared(plan, team.size());
    this.shared = single.isShared() ? single : null;
    this.sharedRun = shared == null ? null : new SharedRun(shared.steps());
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
    return runners[0].buffers();
  }

  /**
   * Runs a batch.
   *
   * @throws IllegalStateException if a thread of the executor failed, with the cause
   */
  public void run(int rows, Feed feed) {
    if (rows == 1 && shared != null) {
      feed.fill(shared.input(), 0, 1);
      sharedRun.reset();
      team.run(team.size(), sharedRun);
      System.arraycopy(shared.answer(), 0, scores, 0, outputs);
      return;
    }
    this.rows = rows;
    this.feed = feed;
    // As many parts for each thread, and parts of one size: no thread waits long for the last.
    int least = (rows - 1) / buffers().maxRows() + 1;
    int rounds = (least - 1) / runners.length + 1;
    partRows = (int) ((rows - 1) / ((long) rounds * runners.length) + 1);
    parts = (rows - 1) / partRows + 1;
    nextPart.set(0);
    try {
      team.run(Math.min(parts, runners.length), takeParts);
    } finally {
      this.feed = null;
    }
  }

  private void takeParts(int member) {
    Runner runner = runners[member];
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
