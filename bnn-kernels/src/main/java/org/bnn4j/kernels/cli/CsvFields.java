package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.InputStream;
import org.bnn4j.kernels.input.Decimal;

/**
 * Splits text into lines and fields, with memory for one field only. The separator is the first of
 * tab, semicolon and comma that the first line holds; spaces and quotation marks around a field do
 * not count.
 */
final class CsvFields {
  /** What is as long as this is no number that anybody means. */
  private static final int MAX_FIELD = 256;

  private static final int EXCERPT = 24;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] field = new byte[MAX_FIELD];
  private int at;
  private int end;
  private int separator = -1;
  private int length;
  private int terminator = '\n';
  private long line;

  CsvFields(InputStream in) {
    this.in = in;
  }

  /** Reads the next field, the first one of a line after the last one; false at the end. */
  boolean next() throws IOException {
    if (separator < 0) {
      begin();
    }
    if (terminator < 0 || terminator == '\n' && at == end && !refill()) {
      return false;
    }
    if (terminator == '\n') {
      line++;
    }
    length = 0;
    int c = read();
    while (c != separator && c != '\n' && c >= 0) {
      if (length < MAX_FIELD && (length > 0 || !isPadding(c))) {
        field[length++] = (byte) c;
      }
      c = read();
    }
    terminator = c;
    while (length > 0 && isPadding(field[length - 1])) {
      length--;
    }
    return true;
  }

  /** Reads the next field of the same line; false if there is none. */
  boolean nextOfLine() throws IOException {
    return terminator == separator && next();
  }

  /** Whether the field just read, the first one of its line, is empty and the only one. */
  boolean isBlankLine() {
    return length == 0 && terminator != separator;
  }

  /** The field just read as {@link Decimal#parse} reads it. */
  float value() {
    return length == MAX_FIELD ? Float.NaN : Decimal.parse(field, 0, length);
  }

  /** The line of the field just read, from 1. */
  long line() {
    return line;
  }

  /** Whether more has arrived than has been read. */
  boolean moreBuffered() {
    return at < end;
  }

  /** The beginning of the field, fit for a message. */
  String excerpt() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, EXCERPT); i++) {
      text.append(field[i] >= ' ' && field[i] < 0x7F ? (char) field[i] : '?');
    }
    return length > EXCERPT ? text.append("...").toString() : text.toString();
  }

  private static boolean isPadding(int c) {
    return c == ' ' || c == '"' || c == '\r' || c == '\t';
  }

  private int read() throws IOException {
    return at < end || refill() ? buffer[at++] & 0xFF : -1;
  }

  private boolean refill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /** Reads up to the end of the first line, if the buffer holds it, and settles the separator. */
  private void begin() throws IOException {
    int arrived = 0;
    while (arrived >= 0 && end < buffer.length && lineEnd() == end) {
      arrived = in.read(buffer, end, buffer.length - end);
      end += Math.max(0, arrived);
    }
    if (end >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      at = 3;
    }
    separator = holds('\t') ? '\t' : holds(';') ? ';' : ',';
  }

  private boolean holds(char separator) {
    int lineEnd = lineEnd();
    for (int i = at; i < lineEnd; i++) {
      if (buffer[i] == separator) {
        return true;
      }
    }
    return false;
  }

  private int lineEnd() {
    int i = at;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    return i;
  }
}
