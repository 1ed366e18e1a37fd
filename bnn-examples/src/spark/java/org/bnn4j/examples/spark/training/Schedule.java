package org.bnn4j.examples.spark.training;

import java.io.Serializable;
import java.util.List;

/**
 * What is trained where and when.
 *
 * @param workers parts of the training set, one for each worker
 * @param batch examples in a minibatch
 * @param localBatches minibatches that a worker trains on between two averages
 * @param seed of the parts, of their order in every epoch, and of all that is drawn at random
 */
record Schedule(int workers, int batch, int localBatches, long seed) implements Serializable {
  Schedule {
    if (workers < 1 || batch < 1 || localBatches < 1) {
      throw new IllegalArgumentException(
          "workers, batch and local batches must be positive: %d, %d, %d"
              .formatted(workers, batch, localBatches));
    }
    Math.multiplyExact(batch, localBatches);
  }

  /** Examples of a worker in one round. */
  int perRound() {
    return batch * localBatches;
  }

  /** Rounds of an epoch, for shards of these sizes. */
  int rounds(List<Integer> sizes) {
    int largest = sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    return -Math.floorDiv(-largest, perRound());
  }

  /** Examples of a shard of that size in one round, from 0. */
  int examples(int size, int round) {
    return Math.max(0, Math.min(perRound(), size - round * perRound()));
  }

  /** A seed for one purpose, which numbers tell from others. */
  long seed(int... numbers) {
    long mixed = seed;
    for (int number : numbers) {
      mixed = mixed * 1_000_003 + number;
    }
    return mixed;
  }

  /** What a training that goes on must have in common with the one before, in words. */
  String describe(long examples) {
    return "%d workers, batch %d, %d local batches, seed %d and %d examples"
        .formatted(workers, batch, localBatches, seed, examples);
  }
}
