package org.bnn4j.kernels.spark;

import java.util.Optional;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnSession;

/** The examples of one batch, copied from rows into the array that a session takes. */
abstract class Examples {
  final int inputs;
  private int count;

  Examples(int inputs) {
    this.inputs = inputs;
  }

  /**
   * Adds an example, if there is nothing wrong with it; there must be room.
   *
   * @return what is wrong
   */
  final Optional<Problem> add(Row row, int column) {
    if (row.isNullAt(column)) {
      return Optional.of(new Problem(BadRow.NO_VALUE, ""));
    }
    Optional<Problem> problem = copy(row, column, count * inputs);
    if (problem.isEmpty()) {
      count++;
    }
    return problem;
  }

  /** Copies a value that is not null to this place and those behind it. */
  abstract Optional<Problem> copy(Row row, int column, int at);

  final Optional<Problem> wrongLength(int length) {
    return Optional.of(
        new Problem(BadRow.WRONG_LENGTH, ": " + length + ", and the model takes " + inputs));
  }

  /** How many there are. */
  final int count() {
    return count;
  }

  /** Runs them all, at least one, and forgets them. */
  final void run(BnnSession session, float[] scores) {
    run(session, count, scores);
    count = 0;
  }

  abstract void run(BnnSession session, int count, float[] scores);
}
