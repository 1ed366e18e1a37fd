package org.bnn4j.examples.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.spark.ExecutorKiller;
import org.bnn4j.examples.spark.TestSpark;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On executors that are JVMs of their own. */
class ClusterTrainingTest {
  private static final int EPOCHS = 2;

  private SparkSession spark;

  @AfterEach
  void stop() {
    spark.stop();
  }

  private MultiLayerNetwork trained() throws IOException {
    MultiLayerNetwork network = TrainingFixture.network();
    TrainingFixture.trainer(network).fit(train(), EPOCHS);
    return network;
  }

  private Dataset<Row> train() {
    return TrainingFixture.rows(spark, TrainingFixture.DIGITS.train(), 4);
  }

  @Test
  void aClusterTrainsWhatOneJvmDoesEvenIfAnExecutorIsKilled() throws Exception {
    spark = TestSpark.local();
    MultiLayerNetwork expected = trained();
    spark.stop();

    spark = TestSpark.cluster();
    assertEquals(expected.params(), trained().params());

    ExecutorKiller killer = ExecutorKiller.atTask(17, spark);
    assertEquals(expected.params(), trained().params());
    assertTrue(killer.lostATask(), "no task was lost");
  }
}
