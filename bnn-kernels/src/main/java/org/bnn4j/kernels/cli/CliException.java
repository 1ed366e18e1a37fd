package org.bnn4j.kernels.cli;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Ends the program; the message is all that the user sees. */
final class CliException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Says what is wrong with the command line. */
  static CliException badUsage(String message) {
    return new CliException(Main.BAD_USAGE, message);
  }

  /** Says what is wrong with an input or a model, and where. */
  static CliException badData(String message) {
    return new CliException(Main.BAD_DATA, message);
  }

  /** Says that a file cannot be read. */
  static CliException unreadable(String name, IOException e) {
    if (e instanceof CliException told) {
      return told;
    } else if (e instanceof FileNotFoundException) {
      // Its message begins with the name.
      return badData(e.getMessage());
    }
    boolean cut = e instanceof EOFException;
    return badData(name + ": " + (cut ? "the compressed data end too early" : e.getMessage()));
  }

  /** The program's exit code. */
  int exitCode() {
    return exitCode;
  }
}
