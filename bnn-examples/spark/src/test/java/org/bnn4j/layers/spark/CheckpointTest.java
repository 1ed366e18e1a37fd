package org.bnn4j.layers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.experiments.training.Dropout;
import org.bnn4j.examples.spark.TestSpark;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class CheckpointTest {
  private static SparkSession spark;
  private static Dataset<Row> train;
  private static MultiLayerNetwork expected;

  @TempDir private Path folder;
  private Path file;

  @BeforeAll
  static void start() throws IOException {
    spark = TestSpark.local();
    train = TrainingFixture.rows(spark, TrainingFixture.DIGITS.train(), 4);
    expected = TrainingFixture.network();
    TrainingFixture.trainer(expected).fit(train, 2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void choose() {
    file = folder.resolve("deep").resolve("checkpoint.zip");
  }

  private SparkTrainer trainer(MultiLayerNetwork network) {
    return TrainingFixture.trainer(network).checkpoints(file.toUri().toString(), 2);
  }

  /** Trains until a number of rounds, and fails in the next. */
  private void interrupted(int rounds) {
    List<Round> seen = new ArrayList<>();
    SparkTrainer trainer =
        trainer(TrainingFixture.network())
            .progress(
                round -> {
                  if (seen.size() == rounds) {
                    throw new IllegalStateException("interrupted");
                  }
                  seen.add(round);
                });
    assertThrows(IllegalStateException.class, () -> trainer.fit(train, 2));
  }

  private List<Round> rest() throws IOException {
    List<Round> rest = new ArrayList<>();
    MultiLayerNetwork network = TrainingFixture.network();
    trainer(network).progress(rest::add).fit(train, 2);
    assertEquals(expected.params(), network.params());
    assertEquals(
        expected.getUpdater().getStateViewArray(), network.getUpdater().getStateViewArray());
    assertEquals(expected.getIterationCount(), network.getIterationCount());
    assertEquals(expected.getEpochCount(), network.getEpochCount());
    return rest;
  }

  @Test
  void anInterruptedTrainingGoesOnExactly() throws IOException {
    interrupted(5);
    List<Round> rest = rest();
    assertEquals(8, rest.size(), "from the fourth round");
    assertEquals(5, rest.get(0).number());
    assertEquals(List.of(), rest(), "nothing is left to do");
  }

  @Test
  void theEndOfAnEpochIsSaved() throws IOException {
    interrupted(6);
    List<Round> rest = rest();
    assertEquals(6, rest.size());
    assertEquals(2, rest.get(0).epoch());
    assertEquals(1, rest.get(0).number());
  }

  @Test
  void aDriverThatIsKilledGoesOnExactly() throws Exception {
    Path log = folder.resolve("driver.log");
    Process driver =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("jvm.options").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Driver.class.getName(),
                file.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(137, driver.waitFor(), () -> read(log));
    List<Round> rest = rest();
    assertEquals(8, rest.size(), "from the fourth round");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Trains in a process of its own, which ends after the fifth round as if it were killed. */
  static final class Driver {
    public static void main(String[] args) throws IOException {
      SparkSession spark = TestSpark.local();
      TrainingFixture.trainer(TrainingFixture.network())
          .checkpoints(args[0], 2)
          .progress(
              round -> {
                if (round.number() == 5) {
                  Runtime.getRuntime().halt(137);
                }
              })
          .fit(TrainingFixture.rows(spark, TrainingFixture.DIGITS.train(), 3), 2);
    }
  }

  /** As on a file system that deletes the old file before it renames the new one. */
  @Test
  void aCheckpointThatHasNotTakenItsPlaceCounts() throws IOException {
    interrupted(5);
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.move(file, partial);
    assertEquals(8, rest().size());
    Files.delete(file);
    Files.write(partial, new byte[100]);
    assertEquals(12, rest().size(), "the first one was never whole");
    Files.write(partial, new byte[100]);
    assertEquals(0, rest().size(), "beside a whole one");
  }

  @Test
  void aNetworkThatIsFurtherStaysAsItIs() throws IOException {
    MultiLayerNetwork network = TrainingFixture.network();
    trainer(network).fit(train, 1);
    network.params().muli(0.5);
    INDArray changed = network.params().dup();
    trainer(network).fit(train, 1);
    assertEquals(changed, network.params());
  }

  @Test
  void itIsANetworkFileOfDeeplearning4j() throws IOException {
    interrupted(6);
    MultiLayerNetwork saved = MultiLayerNetwork.load(new File(file.toUri()), true);
    assertEquals(1, saved.getEpochCount());
    MultiLayerNetwork one = TrainingFixture.network();
    TrainingFixture.trainer(one).fit(train, 1);
    assertEquals(one.params(), saved.params());
  }

  @Test
  void anotherTrainingDoesNotGoOnFromIt() throws IOException {
    interrupted(2);
    byte[] before = Files.readAllBytes(file);
    String path = "file:" + file;
    assertMessage(
        path
            + " is of a training with 2 workers, batch 20, 6 local batches, seed 1 and 1438"
            + " examples, not with 2 workers, batch 20, 6 local batches, seed 7 and 1438 examples",
        trainer(TrainingFixture.network()).seed(7));
    assertMessage(
        path + " holds a network of other layers, updaters or seed than the one to be trained",
        trainer(TrainingFixture.network(new Dropout(0, 0.5))));
    Files.write(file, new byte[100]);
    assertMessage(
        path + " is no checkpoint of a training on Spark", trainer(TrainingFixture.network()));
    Files.write(file, before);
    MultiLayerNetwork.load(file.toFile(), true).save(file.toFile());
    assertMessage(
        path + " is no checkpoint of a training on Spark", trainer(TrainingFixture.network()));
  }

  private void assertMessage(String message, SparkTrainer trainer) {
    assertEquals(
        message, assertThrows(CheckpointException.class, () -> trainer.fit(train, 2)).getMessage());
  }

  @Test
  void thereMustBeRoundsBetweenTwo() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TrainingFixture.trainer(TrainingFixture.network()).checkpoints("x", 0));
  }
}
