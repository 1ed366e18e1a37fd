package org.bnn4j.examples.experiments.support;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.bnn4j.layers.export.ExportException;
import org.bnn4j.layers.verification.ParityException;
import org.deeplearning4j.exception.DL4JException;
import picocli.CommandLine;

/** Starts a program from the command line; all programs have the same exit codes. */
public final class Launcher {
  private static final Map<String, String> EXIT_CODES =
      Map.of(
          "0", "done; network and model agree, where they are compared",
          "1", "they do not agree, or something failed",
          "2", "wrong usage");

  private Launcher() {}

  /**
   * Runs a program. What can go wrong with files and exports is one message; anything else is a bug
   * and keeps its stack trace.
   *
   * @param main a picocli command
   * @return the exit code: the program's own, 1 if it failed, 2 if the arguments are wrong
   */
  public static int run(Object main, String... args) {
    CommandLine line = new CommandLine(main);
    line.getCommandSpec()
        .usageMessage()
        .showDefaultValues(true)
        .exitCodeListHeading("Exit codes:%n")
        .exitCodeList(new TreeMap<>(EXIT_CODES));
    return line.setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> {
              if (exception instanceof IOException
                  || exception instanceof ExportException
                  || exception instanceof ParityException
                  || exception instanceof DL4JException) {
                commandLine.getErr().println("error: " + exception.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw exception;
            })
        .execute(args);
  }
}
