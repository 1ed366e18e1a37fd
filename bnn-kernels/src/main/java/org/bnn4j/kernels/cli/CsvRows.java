package org.bnn4j.kernels.cli;

import java.io.IOException;
import org.bnn4j.kernels.BnnSession;

/**
 * Rows of numbers as text. Blank lines are passed over, and so is a first line without any number,
 * as a header. Lines and values are counted from 1, as editors and people do.
 */
final class CsvRows implements Rows {
  private final String name;
  private final CsvFields fields;
  private final int inputs;
  private final boolean bytes;
  private final float[] batch;
  private boolean headerPossible = true;
  private DataException delayed;

  /**
   * Begins at the start of the text.
   *
   * @param inputs how many values a row must have
   * @param bytes whether each must be a whole number from 0 to 255
   */
  CsvRows(String name, CsvFields fields, int inputs, boolean bytes, int maxRows) {
    this.name = name;
    this.fields = fields;
    this.inputs = inputs;
    this.bytes = bytes;
    this.batch = new float[maxRows * inputs];
  }

  @Override
  public int classify(BnnSession session, int[] classes) throws IOException {
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
    } catch (DataException e) {
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
    DataException firstBad = null;
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
        firstBad = wrong(columns, value);
      }
    } while (fields.nextOfLine());
    boolean header = headerPossible && numbers == 0;
    headerPossible = false;
    if (columns != inputs) {
      throw new DataException(
          place() + ": " + columns + " values, and the model takes " + inputs + " in a row");
    }
    if (firstBad != null && !header) {
      throw firstBad;
    }
    return !header;
  }

  private boolean isGood(float value) {
    return bytes ? value >= 0 && value <= 255 && value == (int) value : Float.isFinite(value);
  }

  private DataException wrong(int column, float value) {
    String reason;
    if (Float.isNaN(value)) {
      reason = "is not a number";
    } else if (bytes) {
      reason = "is not a whole number from 0 to 255, which is what this model takes";
    } else {
      reason = "is not a finite single-precision number";
    }
    return new DataException(
        place() + ", value " + column + ": '" + fields.excerpt() + "' " + reason);
  }

  private String place() {
    return name + ": line " + fields.line();
  }
}
