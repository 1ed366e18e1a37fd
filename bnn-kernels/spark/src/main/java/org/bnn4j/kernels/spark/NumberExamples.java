package org.bnn4j.kernels.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.types.EdgeKind;

/** Examples of numbers: bytes for a model that takes these, else float32. */
final class NumberExamples extends Examples {
  private static final int MAX_BYTE = 255;

  private final byte[] bytes;
  private final float[] floats;

  NumberExamples(BnnModel model, int batch) {
    super(model.inputs());
    int values = Math.multiplyExact(inputs, batch);
    boolean ofBytes = model.inputKind() == EdgeKind.BYTE;
    bytes = ofBytes ? new byte[values] : null;
    floats = ofBytes ? null : new float[values];
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
      double value = number.doubleValue();
      if (!Float.isFinite((float) value)) {
        return problem(BadRow.NOT_FINITE, i, number);
      }
      if (floats != null) {
        floats[at + i] = (float) value;
      } else if (value >= 0 && value <= MAX_BYTE && value == (int) value) {
        bytes[at + i] = (byte) (int) value;
      } else {
        return problem(BadRow.NOT_A_BYTE, i, number);
      }
      i++;
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(BadRow reason, int index, Number value) {
    return Optional.of(new Problem(reason, ": value " + index + " is " + value));
  }

  @Override
  void run(BnnSession session, int count, float[] scores) {
    if (floats != null) {
      session.run(floats, count, scores);
    } else {
      session.run(bytes, count, scores);
    }
  }
}
