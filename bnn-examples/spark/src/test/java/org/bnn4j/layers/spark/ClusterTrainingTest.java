package org.bnn4j.layers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.spark.TestSpark;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On executors that are JVMs of their own. */
class ClusterTrainingTest {
  private static final int EPOCHS = 2;

  @TempDir private Path folder;
  private SparkSession spark;

  @AfterEach
  void stop() {
    spark.stop();
  }

  private Dataset<Row> rows(LabeledImages images) {
    return TrainingFixture.rows(spark, images, 4);
  }

  private MultiLayerNetwork trained(MinibatchReader reader) throws IOException {
    MultiLayerNetwork network = TrainingFixture.network();
    TrainingFixture.trainer(network, reader).fit(rows(TrainingFixture.DIGITS.train()), EPOCHS);
    return network;
  }

  @Test
  void aClusterTrainsWhatOneJvmDoesEvenIfAnExecutorIsKilled() throws IOException {
    spark = TestSpark.local();
    MultiLayerNetwork expected = trained(TrainingFixture.READER);
    Dataset<Row> test = rows(TrainingFixture.DIGITS.test());
    double accuracy = TrainingFixture.trainer(expected).evaluate(test).accuracy();
    spark.stop();

    spark = TestSpark.cluster();
    assertEquals(expected.params(), trained(TrainingFixture.READER).params());
    assertEquals(
        accuracy,
        TrainingFixture.trainer(expected).evaluate(rows(TrainingFixture.DIGITS.test())).accuracy());

    Path marker = folder.resolve("killed");
    assertEquals(expected.params(), trained(new DeadlyReader(marker.toString(), 50)).params());
    assertTrue(Files.exists(marker), "no executor was killed");
  }

  /** So many that Spark adds them up on the executors first. */
  @Test
  void aTreeOfWorkersLosesNothingEither() throws IOException {
    spark = TestSpark.cluster();
    Path marker = folder.resolve("killed");
    List<Round> rounds = new ArrayList<>();
    MultiLayerNetwork network = TrainingFixture.network();
    SparkTrainer trainer =
        TrainingFixture.trainer(network, new DeadlyReader(marker.toString(), 100))
            .workers(6)
            .localBatches(3)
            .progress(rounds::add);
    trainer.fit(rows(TrainingFixture.DIGITS.train()), 4);
    assertTrue(Files.exists(marker), "no executor was killed");
    assertEquals(4 * 1438, rounds.stream().mapToLong(Round::examples).sum());
    double accuracy = trainer.evaluate(rows(TrainingFixture.DIGITS.train())).accuracy();
    assertTrue(accuracy > 0.8, "it learns: " + accuracy);
  }
}
