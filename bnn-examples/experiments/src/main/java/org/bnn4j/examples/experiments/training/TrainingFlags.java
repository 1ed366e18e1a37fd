package org.bnn4j.examples.experiments.training;

import java.time.Duration;
import java.util.Optional;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a training on images, with defaults of each experiment's own. */
public final class TrainingFlags {
  @Mixin private final OutputFlags output;

  @Option(names = "--epochs", description = "Epochs, with those of earlier runs")
  private int epochs;

  @Option(names = "--batch", description = "Images in a minibatch")
  private int batch;

  @Option(names = "--learning-rate", description = "Adam's, in the first epoch")
  private double learningRate;

  @Option(names = "--decay", description = "Factor of the learning rate from epoch to epoch")
  private double decay;

  @Option(names = "--minutes", description = "No epoch begins after this much training")
  private int minutes;

  @Option(
      names = "--scaled",
      description = "Train on pixels scaled to at most 1 instead of the integers 0..255")
  private boolean scaled;

  @Mixin private final LayerFlags layers;
  @Mixin private final WeightTrainingFlags weights = new WeightTrainingFlags();

  @Option(names = "--flips", description = "Follow how many weights flip: flips.csv, flips.png")
  private boolean flips;

  @Option(names = "--seed", description = "Seed of weights and order")
  private long seed = 1;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private int validation;

  /**
   * Options with these defaults.
   *
   * @param out name of the folder below the build's
   */
  public TrainingFlags(
      String out,
      int epochs,
      int batch,
      double learningRate,
      double decay,
      int minutes,
      Dropout dropout) {
    layers = new LayerFlags(dropout);
    this.output = new OutputFlags(out);
    this.epochs = epochs;
    this.batch = batch;
    this.learningRate = learningRate;
    this.decay = decay;
    this.minutes = minutes;
  }

  @Option(
      names = "--validation",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Hold out the last N training images and export the network that is best on them; with 0, the last network")
  void holdOut(int images) {
    if (images < 0) {
      throw new ParameterException(
          command.commandLine(), "--validation must be 0 or more, got " + images);
    }
    validation = images;
  }

  /** Where network, model and jar of this name go. */
  public ExportFiles files(String name) {
    return output.files(name);
  }

  /**
   * What the network is and how it is trained.
   *
   * @throws picocli.CommandLine.ParameterException if options contradict each other
   */
  public Recipe recipe() {
    Quantized kind = layers.kind();
    return new Recipe(kind, learningRate, decay, seed, weights.of(kind, decay), layers.dropout());
  }

  /**
   * What raw pixels go through: nothing unless {@code --scaled}.
   *
   * @param low what a pixel of 0 becomes; one of 255 becomes 1
   */
  public Optional<ImagePreProcessingScaler> scaler(int low) {
    return scaled ? Optional.of(new ImagePreProcessingScaler(low, 1)) : Optional.empty();
  }

  /** The options of the training, with checkpoints in a folder of that name. */
  public TrainingOptions options(ImageFeed feed) {
    return new TrainingOptions(
        epochs,
        batch,
        seed,
        feed,
        Duration.ofMinutes(minutes),
        Optional.of(output.folder().resolve("checkpoint")),
        validation,
        flips ? Optional.of(output.folder().resolve("flips.csv")) : Optional.empty());
  }
}
