package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.util.Locale;

/** Says that the answers cannot be written. */
final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputException(IOException cause) {
    super("the output cannot be written: " + cause.getMessage(), cause);
  }

  /**
   * Whether the reader of a pipe has seen enough, as {@code head} has: no error of anyone. Java
   * gives no better sign than the system's message ("Broken pipe", "The pipe is being closed").
   */
  boolean readerLeft() {
    String reason = getCause().getMessage();
    return reason != null && reason.toLowerCase(Locale.ROOT).contains("pipe");
  }
}
