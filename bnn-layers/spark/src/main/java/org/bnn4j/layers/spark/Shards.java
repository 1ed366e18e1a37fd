package org.bnn4j.layers.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * A training set in parts, one for each worker, kept by the executors in memory, or on disk where
 * that is short. Where a row goes, and its place there, is decided by a hash of its content: a part
 * that is lost with its executor is made again, row for row, in whatever order they are read.
 */
final class Shards implements AutoCloseable {
  private final JavaRDD<Shard> parts;
  private final List<Integer> sizes;

  Shards(JavaRDD<Shard> parts, List<Integer> sizes) {
    this.parts = parts;
    this.sizes = sizes;
  }

  /**
   * Divides a training set.
   *
   * @param rows of the columns that are needed, and no others
   * @throws IllegalArgumentException if it is empty
   */
  static Shards of(Dataset<Row> rows, Schedule schedule) {
    Column hash = hash(rows, schedule.seed());
    JavaRDD<Shard> parts =
        rows.repartition(schedule.workers(), hash)
            .sortWithinPartitions(hash)
            .javaRDD()
            .<Shard>mapPartitionsWithIndex(
                (worker, part) -> {
                  List<Row> own = new ArrayList<>();
                  part.forEachRemaining(own::add);
                  return Collections.singleton(new Shard(worker, own.toArray(new Row[0])))
                      .iterator();
                },
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Shards shards = new Shards(parts, parts.map(Shard::size).collect());
    if (shards.examples() == 0) {
      shards.close();
      throw new IllegalArgumentException("there are no rows to train on");
    }
    return shards;
  }

  /** A number that a row's content and the seed decide. */
  static Column hash(Dataset<Row> rows, long seed) {
    List<Column> hashed = new ArrayList<>();
    hashed.add(functions.lit(seed));
    for (String name : rows.columns()) {
      hashed.add(functions.col(name));
    }
    return functions.xxhash64(hashed.toArray(new Column[0]));
  }

  /** One element for each worker. */
  JavaRDD<Shard> parts() {
    return parts;
  }

  /** Examples of all in one round. */
  long examples(int round, int rounds) {
    return sizes.stream()
        .mapToLong(
            size -> Schedule.start(size, round + 1, rounds) - Schedule.start(size, round, rounds))
        .sum();
  }

  /** Examples of all. */
  long examples() {
    return sizes.stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public void close() {
    parts.unpersist();
  }
}
