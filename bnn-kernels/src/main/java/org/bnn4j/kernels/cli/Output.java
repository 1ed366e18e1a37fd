package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard output as UTF-8, buffered, whose failures are told apart from those of the input. */
final class Output {
  private static final int FULL = 1 << 13;

  private final OutputStream out;
  private final StringBuilder buffer = new StringBuilder();

  Output(OutputStream out) {
    this.out = out;
  }

  Output text(String text) throws OutputException {
    buffer.append(text);
    return flushIfFull();
  }

  /** Writes a number such that reading it gives the same float. */
  Output number(float value) throws OutputException {
    buffer.append(value);
    return flushIfFull();
  }

  Output tab() {
    buffer.append('\t');
    return this;
  }

  Output endLine() {
    buffer.append('\n');
    return this;
  }

  private Output flushIfFull() throws OutputException {
    if (buffer.length() >= FULL) {
      flush();
    }
    return this;
  }

  void flush() throws OutputException {
    try {
      out.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    } finally {
      buffer.setLength(0);
    }
  }
}
