package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
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
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.internal.files.AtomicFile;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The whole path in two minutes: trains on the embedded digits, exports, runs packed, and compares.
 */
@Command(
    name = "DigitsQuickstart",
    description =
        "Trains a binary network on the 1,797 handwritten digits that ship with the examples, exports it, and compares "
            + "the network with the packed model.")
public final class DigitsQuickstart implements Callable<Integer> {
  private static final List<Integer> HIDDEN = List.of(256, 256);
  private static final int SAMPLES = 10;

  @Option(names = "--epochs", description = "Epochs of each of the two trainings")
  private int epochs = 30;

  @Option(names = "--seed", description = "Seed of hold-out, weights and order")
  private long seed = 1;

  @Mixin private final OutputFlags output = new OutputFlags("quickstart");
  @Mixin private Outcome outcome;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new DigitsQuickstart(), args));
  }

  @Override
  public Integer call() throws Exception {
    Path out = output.folder();
    ExportFiles files = output.files("digits");
    files.checkFree();
    TrainTestSplit split = Digits.holdOut(seed);
    TrainingOptions options =
        new TrainingOptions(
            epochs, 50, seed, ImageFeed.raw(), Duration.ofHours(1), Optional.empty());
    System.out.printf(
        "Training on %d digits, testing on %d.%n", split.train().count(), split.test().count());
    Trainer trainer = trainer(split, options);
    MultiLayerNetwork network = trainer.run();
    trainer
        .history()
        .curve("Handwritten digits, binary weights and activations")
        .writePng(out.resolve("learning-curve.png"));

    RunReport summary = new RunReport("Handwritten digits: binary network against packed model");
    BnnExporter export =
        BnnExporter.of(network)
            .byteInput()
            .labels(split.train().classNames())
            .picture(Digits.PICTURE);
    Verification verification =
        new Comparison(network, export, split.test(), options).run(files, summary);

    TrainTestSplit otherWriters = Digits.otherWriters();
    System.out.println("Training a second network, to be tested on other writers' digits.");
    Trainer second = trainer(otherWriters, options);
    double otherAccuracy = second.run().evaluate(options.iterator(otherWriters.test())).accuracy();
    summary
        .section("training")
        .put("epochs", epochs)
        .put("seed", seed)
        .put("seconds", trainer.history().seconds())
        .put("accuracy on other writers", otherAccuracy);
    outcome.publish(summary);
    AtomicFile.write(out.resolve("digits.csv"), csv(split.test()));
    System.out.println(
        "Learning curve, model and runnable jar are in " + out + "; now, without Deeplearning4j:");
    System.out.println("  java -jar " + files.jar() + " predict " + out.resolve("digits.csv"));
    System.out.println("  java -jar " + files.jar() + " serve");
    verification.orThrow();
    return 0;
  }

  private Trainer trainer(TrainTestSplit split, TrainingOptions options) throws IOException {
    BinaryMlp mlp =
        new BinaryMlp(
            split.train().shape().features(),
            HIDDEN,
            10,
            new Recipe(Precision.BINARY, 1e-2, 0.93, seed));
    return new Trainer(mlp.configuration(), split.train(), split.test(), options);
  }

  /** The first test images, a row of pixels each. */
  private static byte[] csv(LabeledImages images) {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < SAMPLES; i++) {
      byte[] pixels = images.image(i);
      for (int p = 0; p < pixels.length; p++) {
        csv.append(p == 0 ? "" : ",").append(pixels[p] & 0xFF);
      }
      csv.append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }
}
