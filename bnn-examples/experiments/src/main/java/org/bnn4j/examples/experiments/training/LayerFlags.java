package org.bnn4j.examples.experiments.training;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose a network's weights and activations. */
final class LayerFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--quantizer",
      paramLabel = "NAME",
      description = "What weights become: ${COMPLETION-CANDIDATES}")
  private WeightLevels weights = WeightLevels.SIGN;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "What normalized sums become: ${COMPLETION-CANDIDATES}")
  private ActivationLevels activations = ActivationLevels.SIGN;

  @Option(names = "--ternary", description = "Short for --quantizer TWN")
  private boolean ternary;

  @Option(
      names = "--input-dropout",
      paramLabel = "SHARE",
      description = "Share of the input left out in a training step")
  private double inputDropout;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Share of every other layer's input left out in a training step")
  private double hiddenDropout;

  /** With these defaults. */
  LayerFlags(Dropout dropout) {
    inputDropout = dropout.input();
    hiddenDropout = dropout.hidden();
  }

  /**
   * The layers.
   *
   * @throws ParameterException if options contradict each other
   */
  Quantized kind() {
    if (ternary && weights != WeightLevels.SIGN && weights != WeightLevels.TWN) {
      throw new ParameterException(
          command.commandLine(), "--ternary is --quantizer TWN, not " + weights);
    }
    return new Quantized(ternary ? WeightLevels.TWN : weights, activations);
  }

  /**
   * What is left out.
   *
   * @throws ParameterException if it is out of range
   */
  Dropout dropout() {
    try {
      return new Dropout(inputDropout, hiddenDropout);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
