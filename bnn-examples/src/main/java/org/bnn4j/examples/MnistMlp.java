package org.bnn4j.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.data.LabeledImages;
import org.bnn4j.examples.data.Mnist;
import org.bnn4j.examples.support.Launcher;
import org.bnn4j.examples.support.Outcome;
import org.bnn4j.examples.support.RunReport;
import org.bnn4j.examples.training.BinaryMlp;
import org.bnn4j.examples.training.Comparison;
import org.bnn4j.examples.training.Trainer;
import org.bnn4j.examples.training.TrainingOptions;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.export.Verification;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains BinaryNet's multilayer perceptron on MNIST, exports it, and compares both on the 10,000
 * test images.
 */
@Command(
    name = "MnistMlp",
    description = {
      "Trains a binary or ternary multilayer perceptron on MNIST, exports it and compares network and model on the "
          + "10,000 test images.",
      "Goes on from its checkpoint when it is run again with the same options."
    })
public final class MnistMlp implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the four IDX files, gzipped or not")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for checkpoint, model, jar and learning curve")
  private Path out = Path.of("target", "mnist-mlp");

  @Option(names = "--width", description = "Outputs of a hidden layer")
  private int width = 1024;

  @Option(names = "--depth", description = "Hidden layers")
  private int depth = 3;

  @Option(names = "--epochs", description = "Epochs, with those of earlier runs")
  private int epochs = 15;

  @Option(names = "--batch", description = "Images in a minibatch")
  private int batch = 100;

  @Option(names = "--learning-rate", description = "Adam's, in the first epoch")
  private double learningRate = 3e-3;

  @Option(names = "--decay", description = "Factor of the learning rate from epoch to epoch")
  private double decay = 0.75;

  @Option(names = "--ternary", description = "Ternary weights instead of binary ones")
  private boolean ternary;

  @Option(
      names = "--scaled",
      description = "Train on pixels scaled to 0..1 instead of the integers 0..255")
  private boolean scaled;

  @Option(names = "--minutes", description = "No epoch begins after this much training")
  private int minutes = 25;

  @Option(names = "--seed", description = "Seed of weights and order")
  private long seed = 1;

  @Mixin private Outcome outcome;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new MnistMlp(), args));
  }

  @Override
  public Integer call() throws Exception {
    LabeledImages train = Mnist.train(data);
    LabeledImages test = Mnist.test(data);
    BinaryMlp mlp =
        new BinaryMlp(
            train.shape().features(),
            Collections.nCopies(depth, width),
            10,
            ternary,
            learningRate,
            decay,
            seed);
    Optional<DataNormalization> normalizer =
        scaled ? Optional.of(new ImagePreProcessingScaler(0, 1)) : Optional.empty();
    TrainingOptions options =
        new TrainingOptions(
            epochs,
            batch,
            seed,
            normalizer,
            Duration.ofMinutes(minutes),
            Optional.of(out.resolve("checkpoint")));
    Trainer trainer = new Trainer(mlp.configuration(), train, test, options);
    MultiLayerNetwork network = trainer.run();
    trainer.history().curve("MNIST, " + mlp.hidden()).writePng(out.resolve("learning-curve.png"));

    RunReport summary = new RunReport("MNIST, " + depth + " hidden layers of " + width);
    summary
        .section("training")
        .put("weights", ternary ? "ternary" : "binary")
        .put("pixels", scaled ? "scaled to 0..1" : "integers 0..255")
        .put("epochs", network.getEpochCount())
        .put("seconds", trainer.history().seconds())
        .put("seed", seed)
        .put("test accuracy after each epoch", trainer.history().accuracies());
    BnnExporter export = BnnExporter.of(network).byteInput().labels(train.classNames());
    if (scaled) {
      export = export.normalizer(normalizer.orElseThrow());
    }
    Verification verification =
        new Comparison(network, export, test, options).run(out.resolve("mnist"), summary);
    outcome.publish(summary);
    verification.orThrow();
    return 0;
  }
}
