package org.bnn4j.layers.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;

/** A worker's part of the training set. It is not a record, which Spark's Kryo cannot write. */
final class Shard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final Row[] rows;

  /**
   * A part.
   *
   * @param worker whose it is, from 0
   * @param rows in an order that depends on nothing but their content and the seed
   */
  Shard(int worker, Row[] rows) {
    this.worker = worker;
    this.rows = rows;
  }

  /** Whose it is, from 0. */
  int worker() {
    return worker;
  }

  /** How many rows it has. */
  int size() {
    return rows.length;
  }

  /** The rows of one round of an epoch, both from 0; each epoch has an order of its own. */
  List<Row> round(Schedule schedule, int epoch, int round, int rounds) {
    List<Row> order = Arrays.asList(rows.clone());
    Collections.shuffle(order, new Random(schedule.seed(epoch, worker)));
    return order.subList(
        Schedule.start(rows.length, round, rounds), Schedule.start(rows.length, round + 1, rounds));
  }
}
