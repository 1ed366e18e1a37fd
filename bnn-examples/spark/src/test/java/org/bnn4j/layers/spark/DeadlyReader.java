package org.bnn4j.layers.spark;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.bnn4j.examples.spark.TestSpark;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Reads rows of digits, and ends one executor's JVM in the middle of its work.
 *
 * @param marker a file that tells that it has been done
 * @param minibatches that the executor has read before
 */
record DeadlyReader(String marker, int minibatches) implements MinibatchReader {
  private static final AtomicInteger READ = new AtomicInteger();

  @Override
  public List<String> columns() {
    return TrainingFixture.READER.columns();
  }

  @Override
  public DataSet read(List<Row> rows) {
    if (READ.incrementAndGet() > minibatches) {
      TestSpark.killOnce(marker);
    }
    return TrainingFixture.READER.read(rows);
  }
}
