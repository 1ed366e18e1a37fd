package org.bnn4j.kernels;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.bnn4j.kernels.exec.BatchRunner;
import org.bnn4j.kernels.exec.Plan;
import org.bnn4j.kernels.exec.RawBatch;
import org.bnn4j.kernels.graph.Graph;

/**
 * Runs a model. A session owns all memory that a run needs: no call here allocates, except that
 * {@link #values(String)} makes a small view, and an executor may keep a list of its tasks. It
 * belongs to one thread at a time; make one per thread, the model's weights are shared. Large
 * batches are run in parts that stay in the processor's cache, so memory hardly grows with the
 * batch, unless it is a session that keeps all values.
 *
 * <p>Where a session has an executor, and a thread of it fails, a call throws an {@link
 * IllegalStateException} with the cause.
 *
 * <p>The values of an image are in the order in which its network took them: one plane of a channel
 * after the other where it had channels first (NCHW), pixel after pixel, the channels of a pixel
 * side by side, where it had them last (NHWC). {@link BnnModel#channelsFirst()} tells which.
 *
 * <p>Inputs are raw: normalization is part of the model. A model whose input is bytes takes floats
 * only if each is a whole number from 0 to 255, because nothing here rounds behind the caller's
 * back; a model whose input is floats takes bytes as the numbers 0 to 255. Floats are not checked
 * for NaN and infinity: sums of them become NaN or infinite, except that some kernels leave an
 * input out where its weight is 0, and the sign of NaN is -1.
 */
public final class BnnSession implements AutoCloseable {
  private final Graph graph;
  private final boolean tracing;
  private final int inputs;
  private final int outputs;
  private final RawBatch raw;
  private BatchRunner runner;
  private int lastRows;

  BnnSession(Plan plan, int maxBatch, boolean tracing, Executor executor, int threads) {
    this.graph = plan.graph();
    this.tracing = tracing;
    this.inputs = graph.input().size();
    this.outputs = graph.output().size();
    this.raw = new RawBatch(graph.input().kind(), inputs);
    this.runner = new BatchRunner(plan, maxBatch, tracing, executor, threads);
  }

  /** The most rows that one call may pass. */
  public int maxBatch() {
    return open().maxRows();
  }

  /**
   * The class of one example: the index of its highest score, the lowest of them on a tie.
   *
   * @param pixels one example of unsigned bytes
   * @throws IllegalArgumentException if the number of values is wrong
   */
  public int classify(byte[] pixels) {
    checkExample(pixels.length);
    execute(pixels, 1);
    return best(0);
  }

  /**
   * The class of one example: the index of its highest score, the lowest of them on a tie.
   *
   * @param features one example, not normalized
   * @throws IllegalArgumentException if the number of values is wrong, or the model takes bytes and
   *     a value is not a byte
   */
  public int classify(float[] features) {
    checkExample(features.length);
    execute(features, 1);
    return best(0);
  }

  /**
   * The classes of a batch.
   *
   * @param batch {@code count} examples of unsigned bytes, one after the other, from index 0
   * @param count from 1 to {@link #maxBatch()}
   * @param classes receives {@code count} numbers, from index 0
   * @throws IllegalArgumentException if a length does not fit
   */
  public void classify(byte[] batch, int count, int[] classes) {
    checkRoom("classes", count, 1, classes.length);
    execute(batch, count);
    fillBest(classes);
  }

  /**
   * The classes of a batch of floats, not normalized; otherwise as {@link #classify(byte[], int,
   * int[])}.
   *
   * @throws IllegalArgumentException if a length does not fit, or the model takes bytes and a value
   *     is not a byte
   */
  public void classify(float[] batch, int count, int[] classes) {
    checkRoom("classes", count, 1, classes.length);
    execute(batch, count);
    fillBest(classes);
  }

  /**
   * The scores of a batch.
   *
   * @param batch {@code count} examples of unsigned bytes, one after the other, from index 0
   * @param count from 1 to {@link #maxBatch()}
   * @param scores receives {@code count * outputs} numbers, from index 0
   * @throws IllegalArgumentException if a length does not fit
   */
  public void run(byte[] batch, int count, float[] scores) {
    checkRoom("scores", count, outputs, scores.length);
    execute(batch, count);
    System.arraycopy(runner.scores(), 0, scores, 0, count * outputs);
  }

  /**
   * The scores of a batch of floats, not normalized; otherwise as {@link #run(byte[], int,
   * float[])}.
   *
   * @throws IllegalArgumentException if a length does not fit, or the model takes bytes and a value
   *     is not a byte
   */
  public void run(float[] batch, int count, float[] scores) {
    checkRoom("scores", count, outputs, scores.length);
    execute(batch, count);
    System.arraycopy(runner.scores(), 0, scores, 0, count * outputs);
  }

  /**
   * The score of one class for the first example of the last call.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public float score(int k) {
    return score(0, k);
  }

  /**
   * The score of one class for one example of the last call.
   *
   * @throws IndexOutOfBoundsException if there was no such example or is no such class
   */
  public float score(int row, int k) {
    open();
    return runner
        .scores()[Objects.checkIndex(row, lastRows) * outputs + Objects.checkIndex(k, outputs)];
  }

  /**
   * What a layer put out in the last call.
   *
   * @param layer a name of {@link BnnModel#layers()}
   * @throws IllegalArgumentException if the model has no such layer, with the names it has
   * @throws IllegalStateException if this is not a session of {@link
   *     BnnModel#newTracingSession(int)}
   */
  public LayerValues values(String layer) {
    if (!tracing) {
      throw new IllegalStateException(
          "a fast session does not keep the values of layer '"
              + layer
              + "': use newTracingSession");
    }
    return new LayerValues(open().buffers(), graph.indexOf(layer), lastRows);
  }

  /** Lets go of the session's memory; any later call fails. */
  @Override
  public void close() {
    runner = null;
  }

  private void execute(byte[] batch, int count) {
    checkBatch(batch.length, count);
    raw.set(batch);
    execute(count);
  }

  private void execute(float[] batch, int count) {
    checkBatch(batch.length, count);
    raw.set(batch, count);
    execute(count);
  }

  private void execute(int count) {
    lastRows = 0; // Whatever fails on the way leaves no answers.
    try {
      runner.run(count, raw);
    } finally {
      raw.clear();
    }
    lastRows = count;
  }

  private void checkExample(int length) {
    if (length != inputs) {
      throw new IllegalArgumentException(
          "an example has " + inputs + " values, and " + length + " came");
    }
  }

  private void checkBatch(int length, int count) {
    if (count < 1 || count > open().maxRows()) {
      throw new IllegalArgumentException(
          "a batch of " + count + " rows, and this session is for 1 to " + open().maxRows());
    }
    if (length < (long) count * inputs) {
      throw new IllegalArgumentException(
          count
              + " examples of "
              + inputs
              + " values take "
              + (long) count * inputs
              + ", and "
              + length
              + " came");
    }
  }

  private static void checkRoom(String what, int count, int perRow, int room) {
    if ((long) count * perRow > room) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of "
              + count
              + " rows take "
              + (long) count * perRow
              + " values, and there is room for "
              + room);
    }
  }

  private void fillBest(int[] classes) {
    for (int row = 0; row < lastRows; row++) {
      classes[row] = best(row);
    }
  }

  private int best(int row) {
    float[] scores = runner.scores();
    int at = row * outputs;
    int best = 0;
    for (int k = 1; k < outputs; k++) {
      if (scores[at + k] > scores[at + best]) {
        best = k;
      }
    }
    return best;
  }

  private BatchRunner open() {
    if (runner == null) {
      throw new IllegalStateException("this session is closed");
    }
    return runner;
  }
}
