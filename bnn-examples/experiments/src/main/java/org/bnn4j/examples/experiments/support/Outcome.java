package org.bnn4j.examples.experiments.support;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that every experiment has: {@code --help}, and {@code --report} for its summary as
 * JSON.
 */
public final class Outcome {
  @Mixin private HelpOption help;

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
