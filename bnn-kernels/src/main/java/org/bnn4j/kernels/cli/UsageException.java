package org.bnn4j.kernels.cli;

/** Says what is wrong with the command line. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String command;

  /**
   * Makes an exception.
   *
   * @param command whose usage helps, or null
   */
  UsageException(String command, String message) {
    super(message);
    this.command = command;
  }

  /** The command whose usage helps, or null. */
  String command() {
    return command;
  }
}
