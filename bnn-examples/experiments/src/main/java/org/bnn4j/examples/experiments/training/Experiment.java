package org.bnn4j.examples.experiments.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.FlipRatioPlot;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.insight.FlipRatioListener;
import org.bnn4j.layers.insight.LatentRow;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * One network on one set of byte images, from the first epoch to the comparison with its export.
 *
 * @param title heads learning curve and summary
 * @param images to train and to test on
 * @param configuration of the network
 * @param recipe what the configuration was made by
 * @param options how to train
 */
public record Experiment(
    String title,
    TrainTestSplit images,
    MultiLayerConfiguration configuration,
    Recipe recipe,
    TrainingOptions options) {
  /**
   * Trains, or goes on with the training that was saved, exports and compares.
   *
   * @param files where network, model and jar go; the learning curve is put beside them
   * @param outcome gets the summary
   * @throws IOException if a file cannot be read or written
   * @throws org.bnn4j.layers.verification.ParityException if network and model disagree
   */
  public void run(ExportFiles files, Outcome outcome) throws IOException {
    Trainer trainer = new Trainer(configuration, images.train(), images.test(), options);
    if (!trainer.goesOn()) { // Else what is there is of the same training.
      files.checkFree();
    }
    MultiLayerNetwork network = trainer.run();
    int epochs = trainer.history().accuracies().size();
    if (epochs < options.epochs()) {
      System.out.printf(
          "The time was up after epoch %d of %d: run this again with more --minutes to go on.%n",
          epochs, options.epochs());
    }
    trainer.history().curve(title).writePng(files.network().resolveSibling("learning-curve.png"));
    if (options.flips().isPresent()) {
      plotFlips(options.flips().get());
    }
    RunReport summary = new RunReport(title);
    describe(network, trainer.history(), summary);
    Verification verification = comparison(network).run(files, summary);
    outcome.publish(summary);
    verification.orThrow();
  }

  /** There are none where the training had ended before. */
  private void plotFlips(Path csv) throws IOException {
    List<LatentRow> flips = Files.exists(csv) ? FlipRatioListener.read(csv) : List.of();
    if (!flips.isEmpty()) {
      new FlipRatioPlot(title, flips).writePng(csv.resolveSibling("flips.png"));
    }
  }

  private void describe(MultiLayerNetwork network, History history, RunReport summary) {
    String pixels =
        options
            .feed()
            .scaler()
            .map(s -> "scaled to %.0f..%.0f".formatted(s.getMinRange(), s.getMaxRange()))
            .orElse("integers");
    ReportSection training = summary.section("training");
    training
        .put("weights", recipe.layers().label())
        .put("pixels", pixels)
        .put("epochs", history.accuracies().size())
        .put("seconds", history.seconds())
        .put("weights trained by", recipe.weights().label())
        .put(
            "dropout of input and hidden layers",
            recipe.dropout().input() + ", " + recipe.dropout().hidden())
        .put("learning rate", recipe.learningRate())
        .put("its decay", recipe.decay())
        .put("seed", recipe.seed())
        .put("test accuracy after each epoch", history.accuracies());
    if (options.validation() > 0) {
      training
          .put("held-out training images", options.validation())
          .put("accuracy on them after each epoch", history.validations())
          .put("epoch of the network that is exported", network.getEpochCount());
    }
  }

  private Comparison comparison(MultiLayerNetwork network) {
    LabeledImages test = images.test();
    ImageShape shape = test.shape();
    BnnExporter export = BnnExporter.of(network).byteInput().labels(test.classNames());
    if (options.feed().planes()) {
      export = export.inputShape(shape.height(), shape.width(), shape.channels());
    } else {
      export = export.picture(new Picture(shape.height(), shape.width(), shape.channels(), 255));
    }
    if (options.feed().scaler().isPresent()) {
      export = export.normalizer(options.feed().scaler().get());
    }
    return new Comparison(network, export, test, options);
  }
}
