package org.bnn4j.examples.experiments.support;

import picocli.CommandLine.Option;

/** The option {@code --help}, which every command has. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help")
  private boolean help;
}
