package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.InputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Rows of numbers as text. Blank lines are passed over, and so is a first line without any number,
 * as a header. Lines and values are counted from 1, as editors and people do.
 */
final class CsvRows extends Rows {
  private final CsvFields fields;
  private final int inputs;
  private final boolean bytes;
  private final float[] batch;
  private boolean headerPossible = true;
  private CliException delayed;

  CsvRows(String name, InputStream in, BnnModel model, int maxRows) {
    super(name);
    this.fields = new CsvFields(in);
    this.inputs = model.inputs();
    this.bytes = model.inputKind() == EdgeKind.BYTE;
    this.batch = new float[maxRows * inputs];
  }

  @Override
  int read(BnnSession session, int[] classes) throws IOException {
    int rows = fill(session.maxBatch());
    if (rows > 0) {
      session.classify(batch, rows, classes);
    }
    return rows;
  }

  /**
   * Reads rows until the batch is full, the text ends, or what has arrived is used up: who writes
   * into a pipe row by row gets each answer at once.
   */
  private int fill(int maxRows) throws IOException {
    if (delayed != null) {
      throw delayed;
    }
    int rows = 0;
    try {
      while (rows < maxRows && (rows == 0 || fields.moreBuffered()) && row(rows * inputs)) {
        rows++;
      }
    } catch (CliException e) {
      if (rows == 0) {
        throw e;
      }
      delayed = e;
    }
    return rows;
  }

  /** Reads one row of values; false at the end of the text. */
  private boolean row(int at) throws IOException {
    while (fields.next()) {
      if (!fields.isBlankLine() && line(at)) {
        return true;
      }
    }
    return false;
  }

  /** Reads the line whose first field has been read; false if it is a header. */
  private boolean line(int at) throws IOException {
    int columns = 0;
    int numbers = 0;
    CliException firstBad = null;
    do {
      float value = fields.value();
      if (!Float.isNaN(value)) {
        numbers++;
      }
      if (columns < inputs) {
        batch[at + columns] = value;
      }
      columns++;
      if (firstBad == null && !isGood(value)) {
        firstBad = badValue(columns, value);
      }
    } while (fields.nextOfLine());
    boolean header = headerPossible && numbers == 0;
    headerPossible = false;
    if (columns != inputs) {
      throw wrong(
          "line "
              + fields.line()
              + ": "
              + columns
              + " values, and the model takes "
              + inputs
              + " in a row");
    }
    if (firstBad != null && !header) {
      throw firstBad;
    }
    return !header;
  }

  private boolean isGood(float value) {
    return bytes ? value >= 0 && value <= 255 && value == (int) value : Float.isFinite(value);
  }

  private CliException badValue(int column, float value) {
    String good =
        bytes
            ? "whole number from 0 to 255, which is what this model takes"
            : "finite single-precision number";
    return wrong(
        "line "
            + fields.line()
            + ", value "
            + column
            + ": '"
            + fields.excerpt()
            + "' is not a "
            + (Float.isNaN(value) ? "number" : good));
  }
}
