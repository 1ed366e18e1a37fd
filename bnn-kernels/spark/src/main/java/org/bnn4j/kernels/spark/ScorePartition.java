package org.bnn4j.kernels.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnModel;

/** What a task does: a partition's rows, scored in batches by a session of its own. */
final class ScorePartition implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final ShippedModel model;
  private final int column;
  private final boolean binary;
  private final int[] kept;
  private final int batch;
  private final BadRows badRows;

  ScorePartition(
      ShippedModel model, int column, boolean binary, int[] kept, int batch, BadRows badRows) {
    this.model = model;
    this.column = column;
    this.binary = binary;
    this.kept = kept;
    this.batch = batch;
    this.badRows = badRows;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return rows;
    }
    BnnModel loaded = model.get();
    RowScorer scorer =
        binary ? RowScorer.ofBinary(loaded, batch) : RowScorer.ofNumbers(loaded, batch);
    return new ScoredRows(rows, column, kept, scorer, batch, badRows);
  }
}
