package org.bnn4j.examples.spark.scoring;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;

/** Examples of numbers, as float32. */
final class NumberExamples extends Examples {
  private static final int MAX_BYTE = 255;

  private final boolean bytes;
  private final float[] values;

  NumberExamples(BnnModel model, int batch) {
    super(model.inputs());
    bytes = model.inputKind() == EdgeKind.BYTE;
    values = new float[Math.multiplyExact(inputs, batch)];
  }

  @Override
  Optional<Problem> copy(Row row, int column, int at) {
    List<Number> example = row.getList(column);
    if (example.size() != inputs) {
      return wrongLength(example.size());
    }
    int i = 0;
    for (Number number : example) {
      if (number == null) {
        return problem(BadRow.NULL_ELEMENT, i, null);
      }
      float value = number.floatValue();
      if (!Float.isFinite(value)) {
        return problem(BadRow.NOT_FINITE, i, number);
      }
      if (bytes && !(value >= 0 && value <= MAX_BYTE && value == (int) value)) {
        return problem(BadRow.NOT_A_BYTE, i, number);
      }
      values[at + i++] = value;
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(BadRow reason, int index, Number value) {
    return Optional.of(new Problem(reason, ": value " + index + " is " + value));
  }

  @Override
  void run(BnnSession session, int count, float[] scores) {
    session.run(values, count, scores);
  }
}
