package org.bnn4j.layers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.training.Dropout;
import org.bnn4j.examples.spark.TestSpark;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class SparkTrainerTest {
  /** Of the accuracy on 359 held-out digits: 12 of them. */
  private static final double MARGIN = 0.035;

  private static final int EPOCHS = 12;

  private static SparkSession spark;
  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void start() {
    spark = TestSpark.local();
    train = TrainingFixture.rows(spark, TrainingFixture.DIGITS.train(), 5);
    test = TrainingFixture.rows(spark, TrainingFixture.DIGITS.test(), 3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void workersReachTheAccuracyOfOneMachine() throws IOException {
    LabeledImagesIterator own =
        new LabeledImagesIterator(TrainingFixture.DIGITS.train(), 20).shuffle(1);
    MultiLayerNetwork alone = TrainingFixture.network();
    alone.fit(own, EPOCHS);
    BatchNormRefit.refit(alone, own, 50);
    LabeledImagesIterator held = new LabeledImagesIterator(TrainingFixture.DIGITS.test(), 50);
    double expected = alone.evaluate(held).accuracy();

    MultiLayerNetwork network = TrainingFixture.network();
    SparkTrainer trainer = TrainingFixture.trainer(network);
    trainer.fit(train, EPOCHS);
    trainer.refit(train, 1000);
    double accuracy = trainer.evaluate(test).accuracy();
    assertEquals(network.evaluate(held).accuracy(), accuracy, 0, "evaluated without Spark");
    assertTrue(accuracy > expected - MARGIN, accuracy + ", and " + expected + " alone");
  }

  @Test
  void roundsAreToldInOrderAndCoverEveryExample() throws IOException {
    List<Round> rounds = new ArrayList<>();
    MultiLayerNetwork network = TrainingFixture.network();
    TrainingFixture.trainer(network).progress(rounds::add).fit(train, 2);
    assertEquals(12, rounds.size()); // 1,438 digits, 240 a round
    for (int epoch = 0; epoch < 2; epoch++) {
      List<Round> own = rounds.subList(6 * epoch, 6 * epoch + 6);
      assertEquals(1438, own.stream().mapToLong(Round::examples).sum());
      assertTrue(own.get(5).endsEpoch());
      assertEquals(epoch + 1, own.get(0).epoch());
    }
    assertTrue(rounds.get(11).loss() < rounds.get(0).loss());
    assertEquals(0, rounds.get(11).left().toNanos());
    assertEquals(2, network.getEpochCount());
    assertEquals(72, network.getIterationCount());
    assertEquals(
        "epoch 2/3  round 4/6  loss 0.1250  1,240 examples  1.5 s  12 s left",
        new Round(2, 3, 4, 6, 1240, 0.125, Duration.ofMillis(1500), Duration.ofSeconds(12))
            .toString());
  }

  @Test
  void howRowsAreStoredIsNoMatter() throws IOException {
    MultiLayerNetwork one = TrainingFixture.network();
    TrainingFixture.trainer(one).fit(train, 1);
    MultiLayerNetwork other = TrainingFixture.network();
    TrainingFixture.trainer(other).fit(train.orderBy("label").repartition(3), 1);
    assertEquals(one.params(), other.params());
    MultiLayerNetwork seeded = TrainingFixture.network();
    TrainingFixture.trainer(seeded).seed(2).fit(train, 1);
    assertNotEquals(one.params(), seeded.params());
  }

  @Test
  void whatIsDrawnAtRandomRepeats() throws IOException {
    MultiLayerNetwork[] networks = new MultiLayerNetwork[2];
    for (int i = 0; i < 2; i++) {
      Nd4j.getRandom().setSeed(i);
      networks[i] = TrainingFixture.network(new Dropout(0.2, 0.2));
      TrainingFixture.trainer(networks[i]).fit(train, 1);
    }
    assertEquals(networks[0].params(), networks[1].params());
  }

  @Test
  void moreWorkersThanRowsHelpNobody() throws IOException {
    MultiLayerNetwork network = TrainingFixture.network();
    Dataset<Row> few = TrainingFixture.rows(spark, TrainingFixture.DIGITS.train().slice(0, 3), 1);
    List<Round> rounds = new ArrayList<>();
    TrainingFixture.trainer(network).workers(8).progress(rounds::add).fit(few, 2);
    assertEquals(3, rounds.get(1).examples());
    assertTrue(Double.isFinite(rounds.get(1).loss()));
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    SparkTrainer trainer = TrainingFixture.trainer(TrainingFixture.network());
    assertMessage(
        IllegalArgumentException.class,
        "there are no rows to train on",
        () -> trainer.fit(train.where("label > 10"), 1));
    assertMessage(
        IllegalArgumentException.class,
        "there are no rows to evaluate on",
        () -> trainer.evaluate(train.where("label > 10")));
    assertMessage(
        IllegalArgumentException.class,
        "local batches: 0, and at least 1",
        () -> trainer.localBatches(0));
    MultiLayerNetwork precise = TrainingFixture.network().convertDataType(DataType.DOUBLE);
    assertMessage(
        IllegalArgumentException.class,
        "parameters must be FLOAT to be averaged, not DOUBLE",
        () -> TrainingFixture.trainer(precise));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image | label + 1 | column 'label' is 10 in a row, and classes are 0 to 9",
        "image | 2.5 | column 'label' is 2.5 in a row, and classes are 0 to 9",
        "image | double('NaN') | column 'label' is NaN in a row, and classes are 0 to 9",
        "image | null | column 'label' is null in a row, and classes are 0 to 9",
        "null | label | column 'image' is null in a row",
        "array(1, null) | label | column 'image': value 1 of a row is null"
      })
  void aBadRowIsNamed(String image, String label, String message) {
    SparkTrainer trainer = TrainingFixture.trainer(TrainingFixture.network());
    Dataset<Row> rows = train.selectExpr(image + " AS image", label + " AS label");
    Exception error = assertThrows(Exception.class, () -> trainer.fit(rows, 1));
    assertTrue(error.getMessage().contains(message), error::getMessage);
  }

  @Test
  void rowsThatChangeAreNotAveraged() {
    Schedule schedule = new Schedule(2, 20, 6, 1);
    MultiLayerNetwork network = TrainingFixture.network();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (Shards shards = Shards.of(train, schedule)) {
      Shards counted = new Shards(shards.parts(), List.of(120, 120));
      Training training =
          new Training(network, TrainingFixture.READER, schedule, counted, context, round -> {});
      IllegalStateException error =
          assertThrows(IllegalStateException.class, () -> training.run(1, 0, Optional.empty()));
      assertTrue(
          error.getMessage().startsWith("epoch 1, round 1: the workers had 1438 rows and not 240"),
          error::getMessage);
    }
    assertEquals(TrainingFixture.network().params(), network.params());
  }

  private static void assertMessage(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
