package org.bnn4j.layers.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.nd4j.linalg.dataset.DataSet;

/** Makes minibatches of rows, on the executors. */
public interface MinibatchReader extends Serializable {
  /** The columns that it needs. */
  List<String> columns();

  /**
   * Makes a minibatch.
   *
   * @param rows at least one, of {@link #columns()} in their order
   */
  DataSet read(List<Row> rows);
}
