package org.bnn4j.examples.experiments.training;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How wide the CIFAR-10 network is. */
public final class WidthOption {
  private static final double LEAST = 1.0 / 128;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private double width;

  /** An option with this default. */
  public WidthOption(double width) {
    this.width = width;
  }

  @Option(
      names = "--width",
      description =
          "Share of the paper's layer widths, 128-128-256-256-512-512-1024-1024; 1 has sixteen times the products of 0.25")
  void set(double width) {
    if (!(width >= LEAST && width <= 1)) {
      throw new ParameterException(
          command.commandLine(), "--width must be between 1/128 and 1, got " + width);
    }
    this.width = width;
  }

  /** The share. */
  public double width() {
    return width;
  }
}
