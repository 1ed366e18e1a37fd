package org.bnn4j.layers.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The course of a training: rounds and epochs, as the driver sees them. */
final class Training {
  private final MultiLayerNetwork network;
  private final MinibatchReader reader;
  private final Schedule schedule;
  private final Shards shards;
  private final int rounds;
  private final JavaSparkContext spark;
  private final Consumer<Round> progress;

  Training(
      MultiLayerNetwork network,
      MinibatchReader reader,
      Schedule schedule,
      Shards shards,
      JavaSparkContext spark,
      Consumer<Round> progress) {
    this.network = network;
    this.reader = reader;
    this.schedule = schedule;
    this.shards = shards;
    this.rounds = schedule.rounds(shards.examples());
    this.spark = spark;
    this.progress = progress;
  }

  /**
   * Trains until the network has seen so many epochs.
   *
   * @param done rounds of the first epoch that are done already
   */
  void run(int epochs, int done, Optional<Checkpoint> checkpoint) throws IOException {
    long start = System.nanoTime();
    int ran = 0;
    int round = done;
    while (network.getEpochCount() < epochs) {
      int epoch = network.getEpochCount();
      long begin = System.nanoTime();
      Average average = average(epoch, round++);
      boolean complete = round == rounds;
      average.state(complete ? epoch + 1 : epoch).copyTo(network);
      long end = System.nanoTime();
      ran++;
      long left = (long) (epochs - epoch) * rounds - round;
      progress.accept(
          new Round(
              epoch + 1,
              epochs,
              round,
              rounds,
              average.examples(),
              average.loss(),
              Duration.ofNanos(end - begin),
              Duration.ofNanos((end - start) / ran * left)));
      round = complete ? 0 : round;
      if (checkpoint.isPresent()) {
        checkpoint.get().offer(network, round);
      }
    }
  }

  /** Has all workers train for a round, from the network's state. */
  private Average average(int epoch, int round) {
    long examples = shards.examples(round, rounds);
    String configuration = network.getLayerWiseConfigurations().toJson();
    Broadcast<NetworkState> start = spark.broadcast(NetworkState.of(network));
    try {
      Average average =
          shards
              .parts()
              .treeAggregate(
                  new Average(),
                  new LocalSteps(configuration, start, reader, schedule, round, rounds, examples),
                  Average::add);
      check(average, examples, "epoch " + (epoch + 1) + ", round " + (round + 1));
      return average;
    } finally {
      start.destroy();
    }
  }

  private static void check(Average average, long examples, String where) {
    if (average.examples() != examples) {
      throw new IllegalStateException(
          "%s: the workers had %d rows and not %d, as the rows that they were given are not always the same: write them to files first"
              .formatted(where, average.examples(), examples));
    }
    if (!Double.isFinite(average.loss())) {
      throw new ArithmeticException(
          where + ": the mean loss is " + average.loss() + "; no checkpoint was written of it");
    }
  }
}
