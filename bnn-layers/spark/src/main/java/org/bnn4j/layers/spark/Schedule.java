package org.bnn4j.layers.spark;

import java.io.Serializable;

/**
 * What is trained where and when.
 *
 * @param workers parts of the training set, one for each worker
 * @param batch examples in a minibatch, or a few more or less
 * @param localBatches minibatches that a worker trains on between two averages, at most
 * @param seed of the parts, of their order in every epoch, and of all that is drawn at random
 */
record Schedule(int workers, int batch, int localBatches, long seed) implements Serializable {
  /** Rounds of an epoch of so many examples, at least one. */
  int rounds(long examples) {
    long perRound = (long) workers * batch * localBatches;
    return Math.toIntExact(Math.max(1, (examples + perRound - 1) / perRound));
  }

  /**
   * Where a round begins in a shard of that size: rounds divide it evenly, so that all workers end
   * an epoch together, however large their shards are.
   */
  static int start(int size, int round, int rounds) {
    return (int) ((long) size * round / rounds);
  }

  /**
   * Where a minibatch begins among a round's examples: these are divided evenly as well, as a small
   * rest would have poor statistics.
   */
  int batchStart(int examples, int number) {
    return start(examples, number, batches(examples));
  }

  /** Minibatches of a round of so many examples; none if there are none. */
  int batches(int examples) {
    return examples == 0 ? 0 : Math.max(1, Math.round((float) examples / batch));
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
