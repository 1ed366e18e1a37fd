package org.bnn4j.kernels.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a partition with what the model says of them, a batch at a time. */
final class ScoredRows implements Iterator<Row> {
  private static final int ADDED = 3;

  private final Iterator<Row> rows;
  private final RowScorer scorer;
  private final BadRows badRows;
  private final int column;
  private final int[] kept;
  private final Row[] batch;
  private final BadRow[] problems;
  private int filled;
  private int next;
  private int nextScored;

  /**
   * A partition's rows, scored.
   *
   * @param column of the examples
   * @param kept columns that the rows have besides
   */
  ScoredRows(
      Iterator<Row> rows, int column, int[] kept, RowScorer scorer, int batch, BadRows badRows) {
    this.rows = rows;
    this.column = column;
    this.kept = kept;
    this.scorer = scorer;
    this.badRows = badRows;
    this.batch = new Row[batch];
    this.problems = new BadRow[batch];
  }

  @Override
  public boolean hasNext() {
    return next < filled || rows.hasNext();
  }

  @Override
  public Row next() {
    if (next == filled) {
      fill();
    }
    Row row = batch[next];
    BadRow problem = problems[next];
    batch[next++] = null;
    if (problem != null) {
      return with(row, null, null, problem.text());
    }
    int example = nextScored++;
    return with(row, scorer.best(example), scorer.scores(example), null);
  }

  private void fill() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException("all rows of the partition were given");
    }
    next = 0;
    nextScored = 0;
    for (filled = 0; filled < batch.length && rows.hasNext(); filled++) {
      Row row = rows.next();
      Optional<Problem> problem = scorer.add(row, column);
      problem.ifPresent(badRows::met);
      batch[filled] = row;
      problems[filled] = problem.map(Problem::reason).orElse(null);
    }
    scorer.run();
  }

  private Row with(Row row, Integer best, float[] scores, String problem) {
    Object[] values = new Object[kept.length + ADDED];
    for (int i = 0; i < kept.length; i++) {
      values[i] = row.get(kept[i]);
    }
    values[kept.length] = best;
    values[kept.length + 1] = scores;
    values[kept.length + 2] = problem;
    return RowFactory.create(values);
  }
}
