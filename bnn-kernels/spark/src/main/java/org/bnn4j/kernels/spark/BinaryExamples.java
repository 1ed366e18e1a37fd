package org.bnn4j.kernels.spark;

import java.util.Optional;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnSession;

/** Examples of unsigned bytes. */
final class BinaryExamples extends Examples {
  private final byte[] values;

  BinaryExamples(int inputs, int batch) {
    super(inputs);
    values = new byte[Math.multiplyExact(inputs, batch)];
  }

  @Override
  Optional<Problem> copy(Row row, int column, int at) {
    byte[] example = row.getAs(column);
    if (example.length != inputs) {
      return wrongLength(example.length);
    }
    System.arraycopy(example, 0, values, at, inputs);
    return Optional.empty();
  }

  @Override
  void run(BnnSession session, int count, float[] scores) {
    session.run(values, count, scores);
  }
}
