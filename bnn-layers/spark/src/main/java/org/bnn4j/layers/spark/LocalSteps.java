package org.bnn4j.layers.spark;

import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/** What a worker does in a round: some minibatches of its shard, from the network of all. */
final class LocalSteps implements Function2<Average, Shard, Average> {
  private static final long serialVersionUID = 1L;

  private final String configuration;
  private final Broadcast<NetworkState> start;
  private final MinibatchReader reader;
  private final Schedule schedule;
  private final int round;
  private final int rounds;
  private final long examples;

  /**
   * The work of one round.
   *
   * @param configuration of the network, as JSON
   * @param start its state before the round
   * @param round of the epoch, from 0
   * @param rounds of an epoch
   * @param examples that all workers will see in it
   */
  LocalSteps(
      String configuration,
      Broadcast<NetworkState> start,
      MinibatchReader reader,
      Schedule schedule,
      int round,
      int rounds,
      long examples) {
    this.configuration = configuration;
    this.start = start;
    this.reader = reader;
    this.schedule = schedule;
    this.round = round;
    this.rounds = rounds;
    this.examples = examples;
  }

  @Override
  public Average call(Average sum, Shard shard) {
    int epoch = start.value().epochs();
    List<Row> rows = shard.round(schedule, epoch, round, rounds);
    if (rows.isEmpty()) {
      return sum;
    }
    // A task that is tried again, on whatever executor, draws the same numbers.
    Nd4j.getRandom().setSeed(schedule.seed(epoch, round, shard.worker()));
    MultiLayerNetwork network = start.value().network(configuration);
    try {
      double lossSum = train(network, rows);
      float share = (float) rows.size() / examples;
      return sum.add(NetworkState.of(network), share, rows.size(), lossSum);
    } finally {
      NetworkState.free(network);
    }
  }

  /** Trains a network, and adds up the loss of every example. */
  private double train(MultiLayerNetwork network, List<Row> rows) {
    double lossSum = 0;
    for (int i = 0; i < schedule.batches(rows.size()); i++) {
      List<Row> batch =
          rows.subList(
              schedule.batchStart(rows.size(), i), schedule.batchStart(rows.size(), i + 1));
      network.fit(reader.read(batch));
      lossSum += network.score() * batch.size();
    }
    return lossSum;
  }
}
