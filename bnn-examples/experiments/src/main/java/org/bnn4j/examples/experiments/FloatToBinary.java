package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.BinaryMlp;
import org.bnn4j.examples.experiments.training.Comparison;
import org.bnn4j.examples.experiments.training.ExportFiles;
import org.bnn4j.examples.experiments.training.ImageFeed;
import org.bnn4j.examples.experiments.training.OutputFlags;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.examples.experiments.training.Recipe;
import org.bnn4j.examples.experiments.training.Trainer;
import org.bnn4j.examples.experiments.training.TrainingOptions;
import org.bnn4j.layers.conversion.Binarization;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.training.BatchNormRefit;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a float network, makes it binary, trains it a little more, and exports it. */
@Command(
    name = "FloatToBinary",
    description = {
      "Trains a float perceptron on the 1,797 handwritten digits that ship with the examples, makes its layers binary, "
          + "gives its batch normalizations new statistics, fine-tunes and exports it.",
      "Prints the accuracy after each of these steps."
    })
public final class FloatToBinary implements Callable<Integer> {
  private static final List<Integer> HIDDEN = List.of(256, 256, 256);
  private static final int BATCH = 50;

  @Option(names = "--epochs", description = "Epochs of the float network")
  private int epochs = 10;

  @Option(names = "--fine-tuning", description = "Epochs of the binary network")
  private int fineTuning = 5;

  @Option(names = "--all", description = "Make the first and the last layer binary, too")
  private boolean all;

  @Option(
      names = "--latent-mean",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "SIZE",
      description = "Scale latent weights to this mean magnitude; without it, they are kept")
  private Optional<Double> latentMean = Optional.empty();

  @Option(names = "--learning-rate", description = "Adam's, in the first epoch of each training")
  private double learningRate = 3e-3;

  @Option(names = "--seed", description = "Seed of hold-out, weights and order")
  private long seed = 1;

  @Mixin private final OutputFlags output = new OutputFlags("float-to-binary");
  @Mixin private Outcome outcome;
  @Spec private CommandSpec command;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new FloatToBinary(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (latentMean.isPresent() && !(latentMean.get() > 0)) {
      throw new ParameterException(
          command.commandLine(), "--latent-mean must be above 0, got " + latentMean.get());
    }
    ExportFiles files = output.files("digits");
    files.checkFree();
    TrainTestSplit digits = Digits.holdOut(seed);
    System.out.println("Training the float network.");
    Trainer floats =
        new Trainer(perceptron(digits), digits.train(), digits.test(), options(epochs));
    MultiLayerNetwork network = floats.run();
    RunReport summary = new RunReport("Handwritten digits: from a float network to a binary one");
    ReportSection accuracy = summary.section("accuracy on test images");
    accuracy.put("float", accuracy(network, digits));

    MultiLayerNetwork binary = binary(network);
    accuracy.put("converted", accuracy(binary, digits));
    refit(binary, digits);
    accuracy.put("converted, batch normalizations refitted", accuracy(binary, digits));
    System.out.println("Fine-tuning the binary network.");
    new Trainer(binary, digits.train(), digits.test(), options(fineTuning)).run();
    accuracy.put("fine-tuned", accuracy(binary, digits));

    BnnExporter export =
        BnnExporter.of(binary)
            .byteInput()
            .labels(digits.train().classNames())
            .picture(Digits.PICTURE);
    Verification verification =
        new Comparison(binary, export, digits.test(), options(fineTuning)).run(files, summary);
    outcome.publish(summary);
    verification.orThrow();
    return 0;
  }

  private MultiLayerConfiguration perceptron(TrainTestSplit digits) {
    Recipe recipe = new Recipe(Precision.FLOAT, learningRate, 0.93, seed);
    return new BinaryMlp(digits.train().shape().features(), HIDDEN, 10, recipe).configuration();
  }

  /** Each layer of weights is followed by a batch normalization and an activation. */
  private MultiLayerNetwork binary(MultiLayerNetwork network) {
    Binarization<MultiLayerNetwork> floats = Binarization.of(network);
    if (latentMean.isPresent()) {
      floats = floats.latentMean(latentMean.get());
    }
    return all
        ? floats.binary(0, 3, 6, 9).sign(2, 5, 8).convert()
        : floats.binaryInner().sign(2, 5).convert();
  }

  private void refit(MultiLayerNetwork network, TrainTestSplit digits) {
    LabeledImagesIterator train = options(1).iterator(digits.train());
    BatchNormRefit.refit(network, train, train.batchesPerEpoch());
  }

  private double accuracy(MultiLayerNetwork network, TrainTestSplit digits) {
    return network.evaluate(options(1).iterator(digits.test())).accuracy();
  }

  private TrainingOptions options(int epochs) {
    return new TrainingOptions(
        epochs, BATCH, seed, ImageFeed.raw(), Duration.ofHours(1), Optional.empty());
  }
}
