package org.bnn4j.examples.support;

import java.io.IOException;
import org.bnn4j.layers.export.ExportException;
import org.bnn4j.layers.export.ParityException;
import picocli.CommandLine;

/** Starts an example from the command line. */
public final class Launcher {
  private Launcher() {}

  /**
   * Runs an example. What can go wrong with files and exports is one message; anything else is a
   * bug and keeps its stack trace.
   *
   * @param example a picocli command
   * @return the exit code: the example's own, 1 if it failed, 2 if the arguments are wrong
   */
  public static int run(Object example, String... args) {
    return new CommandLine(example)
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> {
              if (exception instanceof IOException
                  || exception instanceof ExportException
                  || exception instanceof ParityException) {
                commandLine.getErr().println("error: " + exception.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw exception;
            })
        .execute(args);
  }
}
