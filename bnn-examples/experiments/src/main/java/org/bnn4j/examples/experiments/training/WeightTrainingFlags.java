package org.bnn4j.examples.experiments.training;

import java.util.Optional;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose what trains quantized weights. */
final class WeightTrainingFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--glorot",
      description = "Multiply Adam's learning rate by BinaryNet's coefficient of each layer")
  private boolean glorot;

  @Option(names = "--bop", description = "Flip binary weights by Bop; Adam trains the rest")
  private boolean bop;

  @Option(
      names = "--threshold",
      showDefaultValue = Visibility.NEVER,
      description = "Bop's; 1e-7 unless set")
  private Optional<Double> threshold = Optional.empty();

  @Option(
      names = "--gamma",
      showDefaultValue = Visibility.NEVER,
      description = "Bop's, in the first epoch, 1e-3 unless set; --decay applies to it too")
  private Optional<Double> gamma = Optional.empty();

  /**
   * What they ask for.
   *
   * @param decay of gamma from epoch to epoch
   * @throws ParameterException if they contradict each other or are out of range
   */
  WeightTraining of(Quantized layers, double decay) {
    if (!bop && (threshold.isPresent() || gamma.isPresent())) {
      throw refusal("--threshold and --gamma are Bop's: add --bop");
    }
    if (!bop) {
      return glorot ? WeightTraining.GLOROT : WeightTraining.ADAM;
    }
    if (glorot || layers.weights() != WeightLevels.SIGN) {
      throw refusal(
          "--bop trains plain binary weights without a learning rate; leave out --ternary, --quantizer and --glorot");
    }
    try {
      return WeightTraining.bop(threshold.orElse(1e-7), gamma.orElse(1e-3), decay);
    } catch (DL4JInvalidConfigException e) {
      throw refusal(e.getMessage());
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
