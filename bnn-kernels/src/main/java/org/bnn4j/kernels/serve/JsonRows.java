package org.bnn4j.kernels.serve;

import java.util.Arrays;
import org.bnn4j.kernels.input.Decimal;

/**
 * Reads one row of numbers, {@code [1, 2]}, or several, {@code [[1, 2], [3, 4]]}. There is nothing
 * deeper, so no depth can overflow a stack, and memory grows with the text. Numbers may also be
 * spelled as in CSV files: {@code +1}, {@code .5}.
 */
final class JsonRows {
  private static final int EXCERPT = 24;

  private final byte[] text;
  private final int inputs;
  private float[] values;
  private int count;
  private int at;

  private JsonRows(byte[] text, int inputs) {
    this.text = text;
    this.inputs = inputs;
    this.values = new float[Math.min(inputs, text.length / 2 + 1)];
  }

  /**
   * Reads a whole text.
   *
   * @param inputs values of each row
   * @throws HttpFailure with status 400 if it is anything else, with its place
   */
  static Batch read(byte[] text, int inputs) throws HttpFailure {
    return new JsonRows(text, inputs).read();
  }

  private Batch read() throws HttpFailure {
    expect('[', "an array of numbers, or of rows of numbers");
    boolean single = peek() != '[';
    int rows = 0;
    if (single) {
      row(rows++);
    } else {
      do {
        expect('[', "a row of numbers");
        row(rows++);
      } while (another("row"));
    }
    if (peek() >= 0) {
      throw wrong("nothing after the array");
    }
    return new Batch(rows, null, Arrays.copyOf(values, rows * inputs), single);
  }

  /** Reads the numbers of a row, and the bracket behind them. */
  private void row(int row) throws HttpFailure {
    int numbers = 0;
    if (peek() != ']') {
      do {
        float value = number(numbers);
        if (numbers < inputs) {
          put(value);
        }
        numbers++;
      } while (another("number"));
    } else {
      at++;
    }
    if (numbers != inputs) {
      throw new HttpFailure(
          400, "row " + row + " has " + numbers + " values, and the model takes " + inputs);
    }
  }

  private void put(float value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, Math.max(2 * count, 1));
    }
    values[count++] = value;
  }

  private float number(int index) throws HttpFailure {
    peek();
    int from = at;
    while (at < text.length && "0123456789+-.eE".indexOf(text[at]) >= 0) {
      at++;
    }
    float value = Decimal.parse(text, from, at);
    if (!Float.isFinite(value)) {
      at = from;
      throw wrong("value " + index + " of a row: a number that is finite in single precision");
    }
    return value;
  }

  /** Whether a comma comes, and so one more; else the closing bracket has to. */
  private boolean another(String what) throws HttpFailure {
    int next = peek();
    if (next != ',' && next != ']') {
      throw wrong("a comma and a " + what + ", or ]");
    }
    at++;
    return next == ',';
  }

  private void expect(char c, String what) throws HttpFailure {
    if (peek() != c) {
      throw wrong(what);
    }
    at++;
  }

  /** The next byte that is no space, which stays unread, or -1 at the end. */
  private int peek() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
    return at < text.length ? text[at] & 0xFF : -1;
  }

  private HttpFailure wrong(String expected) {
    StringBuilder there = new StringBuilder();
    for (int i = at; i < Math.min(text.length, at + EXCERPT); i++) {
      there.append(text[i] >= ' ' && text[i] < 0x7F ? (char) text[i] : '?');
    }
    return new HttpFailure(
        400,
        "the JSON text at byte "
            + at
            + ": expected is "
            + expected
            + ", not "
            + (at < text.length ? "'" + there + "'" : "the end"));
  }
}
