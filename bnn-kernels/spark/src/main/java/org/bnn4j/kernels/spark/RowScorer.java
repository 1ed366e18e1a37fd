package org.bnn4j.kernels.spark;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** Scores rows in batches, on one thread. */
final class RowScorer {
  private final Examples examples;
  private final BnnSession session;
  private final int outputs;
  private final float[] scores;

  private RowScorer(BnnModel model, int batch, Examples examples) {
    this.examples = examples;
    this.session = model.newSession(batch);
    this.outputs = model.outputs();
    this.scores = new float[batch * outputs];
  }

  /** For a column of binary, an example of unsigned bytes in each row. */
  static RowScorer ofBinary(BnnModel model, int batch) {
    return new RowScorer(model, batch, new BinaryExamples(model.inputs(), batch));
  }

  /** For a column of arrays of numbers. */
  static RowScorer ofNumbers(BnnModel model, int batch) {
    return new RowScorer(model, batch, new NumberExamples(model, batch));
  }

  /**
   * Adds a row's example to the batch, if there is nothing wrong with it; there must be room.
   *
   * @return what is wrong
   */
  Optional<Problem> add(Row row, int column) {
    return examples.add(row, column);
  }

  /** Scores the examples that were added since the last run, if there are any. */
  void run() {
    if (examples.count() > 0) {
      examples.run(session, scores);
    }
  }

  /** The scores of an example of the last run. */
  float[] scores(int example) {
    return Arrays.copyOfRange(scores, example * outputs, (example + 1) * outputs);
  }

  /** The class of an example of the last run: the highest score, the first of them on a tie. */
  int best(int example) {
    int from = example * outputs;
    int best = 0;
    for (int k = 1; k < outputs; k++) {
      if (scores[from + k] > scores[from + best]) {
        best = k;
      }
    }
    return best;
  }
}
