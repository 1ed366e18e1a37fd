package org.bnn4j.examples.experiments.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.EpochProgress;
import org.bnn4j.examples.experiments.support.WholeFile;
import org.bnn4j.layers.insight.FlipRatioListener;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network epoch by epoch and, where it is given a folder, goes on from what it saved
 * there. Every epoch begins with a seed of its own for ND4J's random numbers, so that a training
 * can be repeated and, after an interruption, goes on exactly.
 */
public final class Trainer {
  private static final int REFIT_IMAGES = 10_000;

  private final LabeledImages train;
  private final LabeledImages test;
  private final TrainingOptions options;
  private final MultiLayerNetwork network;
  private final History history;
  private final Optional<Selection> selection;

  /**
   * Begins a training, or takes up the one that was saved.
   *
   * @throws IOException if there is a checkpoint that cannot be read, or that another configuration
   *     has led to
   * @throws IllegalArgumentException if no image would be left to train on
   */
  public Trainer(
      MultiLayerConfiguration configuration,
      LabeledImages train,
      LabeledImages test,
      TrainingOptions options)
      throws IOException {
    this.test = test;
    this.options = options;
    if (options.validation() == 0) {
      this.train = train;
      selection = Optional.empty();
    } else {
      TrainTestSplit split = TrainTestSplit.lastAsTest(train, options.validation());
      this.train = split.train();
      selection = Optional.of(Selection.of(split.test(), options));
    }
    if (options.checkpoints().isPresent() && Files.exists(networkFile())) {
      network = MultiLayerNetwork.load(networkFile().toFile(), true);
      history = History.read(historyFile(), network.getEpochCount(), options.validation());
      if (!layers(network).equals(layers(initialized(configuration)))) {
        throw new IOException(
            networkFile()
                + " holds a network of other layers, learning rate or seed than these options ask for:"
                + " name another folder");
      }
    } else {
      network = initialized(configuration);
      history = new History(options.validation());
      if (selection.isPresent()) {
        selection.get().clear();
      }
    }
  }

  /** Whether epochs have been trained, as of a training that was taken up. */
  public boolean goesOn() {
    return !history.accuracies().isEmpty();
  }

  private static List<NeuralNetConfiguration> layers(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().getConfs();
  }

  private static MultiLayerNetwork initialized(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /**
   * Trains until all epochs are done or the time is up, whichever comes first. Time counts over all
   * runs.
   *
   * @return the network after the last epoch, or, with held-out images, the one that was best on
   *     them
   * @throws IOException if a checkpoint cannot be written or the best network not be read
   */
  public MultiLayerNetwork run() throws IOException {
    LabeledImagesIterator testData = options.iterator(test);
    int batches = options.iterator(train).batchesPerEpoch();
    int refitBatches = Math.min(batches, 1 + (REFIT_IMAGES - 1) / options.batch());
    EpochProgress progress = new EpochProgress(network.getEpochCount(), options.epochs(), batches);
    network.setListeners(progress);
    options.flips().ifPresent(csv -> network.addListeners(new FlipRatioListener().csv(csv)));
    while (network.getEpochCount() < options.epochs()
        && history.seconds() < options.timeLimit().toSeconds()) {
      long start = System.nanoTime();
      int epoch = network.getEpochCount();
      Nd4j.getRandom().setSeed(options.epochSeed(epoch));
      network.fit(options.epoch(train, epoch));
      BatchNormRefit.refit(network, options.epoch(train, epoch), refitBatches);
      OptionalDouble validation = OptionalDouble.empty();
      if (selection.isPresent()) {
        validation = OptionalDouble.of(selection.get().offer(network));
      }
      double accuracy = network.evaluate(testData).accuracy();
      double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
      history.add(network.getEpochCount(), progress.meanLoss(), accuracy, seconds, validation);
      progress.tested(accuracy, validation);
      if (options.checkpoints().isPresent()) {
        save();
      }
    }
    network.setListeners();
    return selection.isPresent() ? selection.get().best(network) : network;
  }

  /** What was measured after each epoch. */
  public History history() {
    return history;
  }

  private void save() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    WholeFile.write(historyFile(), history.toCsv());
    WholeFile.write(networkFile(), bytes.toByteArray());
  }

  private Path networkFile() {
    return options.checkpoints().orElseThrow().resolve("network.zip");
  }

  private Path historyFile() {
    return options.checkpoints().orElseThrow().resolve("history.csv");
  }
}
