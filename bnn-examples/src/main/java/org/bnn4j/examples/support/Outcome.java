package org.bnn4j.examples.support;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * How every example ends: a summary for people and, with {@code --report}, the same for programs.
 */
public final class Outcome {
  @Option(names = "--report", paramLabel = "FILE", description = "Write the summary as JSON, too")
  private Path report;

  /**
   * Prints the summary and writes it where {@code --report} says.
   *
   * @throws IOException if the file cannot be written
   */
  public void publish(RunReport summary) throws IOException {
    System.out.println(summary.table());
    if (report != null) {
      summary.writeJson(report);
    }
  }
}
