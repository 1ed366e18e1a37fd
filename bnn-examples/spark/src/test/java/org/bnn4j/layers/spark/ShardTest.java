package org.bnn4j.layers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static final Schedule SCHEDULE = new Schedule(2, 10, 3, 1);

  private static Shard shard(int worker, int size) {
    return new Shard(
        worker, IntStream.range(0, size).mapToObj(RowFactory::create).toArray(Row[]::new));
  }

  private static List<Integer> epoch(Shard shard, int epoch, int rounds) {
    List<Integer> seen = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      shard.round(SCHEDULE, epoch, round, rounds).forEach(row -> seen.add(row.getInt(0)));
    }
    return seen;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 95, 100, 101})
  void anEpochHasEveryRowOnceInAnOrderOfItsOwn(int size) {
    Shard shard = shard(0, size);
    List<Integer> all = IntStream.range(0, size).boxed().toList();
    List<Integer> first = epoch(shard, 0, 4);
    assertEquals(all, first.stream().sorted().toList());
    assertEquals(first, epoch(shard, 0, 4));
    if (size > 10) {
      assertNotEquals(all, first);
      assertNotEquals(first, epoch(shard, 1, 4));
      assertNotEquals(first, epoch(shard(1, size), 0, 4));
    }
  }

  @Test
  void roundsAreEven() {
    assertEquals(4, SCHEDULE.rounds(201), "at most 3 minibatches of 10 for each of 2 workers");
    assertEquals(3, SCHEDULE.rounds(180));
    assertEquals(1, SCHEDULE.rounds(1));
    for (int round = 0; round < 4; round++) {
      int examples = shard(0, 101).round(SCHEDULE, 0, round, 4).size();
      assertTrue(examples == 25 || examples == 26, "round " + round + ": " + examples);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 10, 14, 15, 25, 26, 104})
  void minibatchesAreEven(int examples) {
    int batches = SCHEDULE.batches(examples);
    assertEquals(0, SCHEDULE.batchStart(examples, 0));
    assertEquals(examples, SCHEDULE.batchStart(examples, batches));
    for (int i = 0; i < batches; i++) {
      int size = SCHEDULE.batchStart(examples, i + 1) - SCHEDULE.batchStart(examples, i);
      assertTrue(size <= 15 && (size >= 7 || examples < 7), size + " of " + examples);
    }
    assertEquals(0, SCHEDULE.batches(0));
  }
}
