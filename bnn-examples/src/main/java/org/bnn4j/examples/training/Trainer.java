package org.bnn4j.examples.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bnn4j.examples.data.LabeledImages;
import org.bnn4j.examples.data.LabeledImagesIterator;
import org.bnn4j.examples.support.EpochProgress;
import org.bnn4j.layers.export.AtomicFile;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Trains a network epoch by epoch and, where it is given a folder, goes on from what it saved
 * there.
 */
public final class Trainer {
  private static final int REFIT_IMAGES = 10_000;

  private final LabeledImages train;
  private final LabeledImages test;
  private final TrainingOptions options;
  private final MultiLayerNetwork network;
  private final History history;

  /**
   * Begins a training, or takes up the one that was saved.
   *
   * @throws IOException if there is a checkpoint that cannot be read, or that another configuration
   *     has led to
   */
  public Trainer(
      MultiLayerConfiguration configuration,
      LabeledImages train,
      LabeledImages test,
      TrainingOptions options)
      throws IOException {
    this.train = train;
    this.test = test;
    this.options = options;
    if (options.checkpoints().isPresent() && Files.exists(networkFile())) {
      network = MultiLayerNetwork.load(networkFile().toFile(), true);
      history = History.read(historyFile(), network.getEpochCount());
      if (!layers(network).equals(layers(initialized(configuration)))) {
        throw new IOException(
            networkFile()
                + " holds a network of other layers, learning rate or seed than these options ask for:"
                + " name another folder");
      }
    } else {
      network = initialized(configuration);
      history = new History();
    }
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
   * @return the trained network
   * @throws IOException if a checkpoint cannot be written
   */
  public MultiLayerNetwork run() throws IOException {
    LabeledImagesIterator testData = options.iterator(test);
    int batches = options.iterator(train).batchesPerEpoch();
    int refitBatches = Math.min(batches, 1 + (REFIT_IMAGES - 1) / options.batch());
    EpochProgress progress = new EpochProgress(network.getEpochCount(), options.epochs(), batches);
    network.setListeners(progress);
    while (network.getEpochCount() < options.epochs()
        && history.seconds() < options.timeLimit().toSeconds()) {
      long start = System.nanoTime();
      int epoch = network.getEpochCount();
      network.fit(options.epoch(train, epoch));
      BatchNormRefit.refit(network, options.epoch(train, epoch), refitBatches);
      double accuracy = network.evaluate(testData).accuracy();
      double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
      history.add(network.getEpochCount(), progress.meanLoss(), accuracy, seconds);
      progress.tested(accuracy);
      if (options.checkpoints().isPresent()) {
        save();
      }
    }
    network.setListeners();
    return network;
  }

  /** What was measured after each epoch. */
  public History history() {
    return history;
  }

  private void save() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    AtomicFile.write(historyFile(), history.toCsv());
    AtomicFile.write(networkFile(), bytes.toByteArray());
  }

  private Path networkFile() {
    return options.checkpoints().orElseThrow().resolve("network.zip");
  }

  private Path historyFile() {
    return options.checkpoints().orElseThrow().resolve("history.csv");
  }
}
