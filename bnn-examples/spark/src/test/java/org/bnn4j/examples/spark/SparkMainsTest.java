package org.bnn4j.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bnn4j.examples.experiments.SmallMnist;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.kernels.BnnModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class SparkMainsTest {
  @TempDir private Path folder;
  private Path report;

  @BeforeEach
  void choose() {
    report = folder.resolve("report.json");
  }

  private int run(Object main, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    Collections.addAll(arguments, "--report", report.toString());
    return Launcher.run(main, arguments.toArray(new String[0]));
  }

  private int onSpark(Object main, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    Collections.addAll(arguments, "--master", "local[2]", "--conf", "spark.ui.enabled=false");
    Collections.addAll(arguments, "--out", folder.resolve("out").toString());
    return run(main, arguments.toArray(new String[0]));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(report.toFile());
  }

  @Test
  void digitsAreScoredAsWithoutSpark() throws IOException {
    assertEquals(0, onSpark(new SparkScoreDigits(), "--copies", "2"));
    JsonNode scoring = json().get("scoring, from Parquet to Parquet");
    assertEquals(3594, scoring.get("rows").asInt());
    assertEquals(0, scoring.get("bad rows").asInt());
    assertEquals(0, scoring.get("digits with other answers than one thread without Spark").asInt());
    assertTrue(scoring.get("accuracy").asDouble() > 0.9);
    assertEquals("local[2]", json().get("Spark").get("master").asText());
    assertEquals(1, onSpark(new SparkScoreDigits(), "--copies", "2"), "it does not overwrite");
    assertEquals(0, onSpark(new SparkScoreDigits(), "--copies", "1", "--force"));
    assertEquals(1797, json().get("scoring, from Parquet to Parquet").get("rows").asInt());
  }

  private int train(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    Collections.addAll(arguments, "--data", folder.toString());
    Collections.addAll(arguments, "--width", "20", "--depth", "1", "--batch", "20");
    Collections.addAll(arguments, "--local-batches", "2");
    return onSpark(new SparkTrainMnist(), arguments.toArray(new String[0]));
  }

  @Test
  void mnistIsTrainedExportedAndScored() throws IOException {
    SmallMnist.write(folder);
    assertEquals(0, train("--epochs", "2", "--compare"));
    double accuracy =
        json()
            .get("training by 2 workers")
            .get("test accuracy, counted by the executors")
            .asDouble();
    assertEquals(accuracy, json().at("/packed model on Spark/test accuracy").asDouble());
    assertTrue(json().get("the same network by one worker").size() > 0);
    assertEquals(784, BnnModel.load(folder.resolve("out").resolve("mnist.bnn")).inputs());

    assertEquals(0, train("--epochs", "3"), "it goes on");
    assertEquals(1, train("--epochs", "3", "--seed", "2"), "from nothing else");
    Files.delete(folder.resolve("out").resolve("checkpoint.zip"));
    assertEquals(1, train("--epochs", "1"), "it does not overwrite");
  }

  @Test
  void mnistIsTrainedByThreads() throws IOException {
    SmallMnist.write(folder);
    assertEquals(
        0,
        run(
            new ParallelTrainMnist(),
            "--data",
            folder.toString(),
            "--width",
            "20",
            "--depth",
            "1",
            "--batch",
            "20",
            "--local-batches",
            "2",
            "--epochs",
            "2",
            "--compare"));
    double accuracy = json().at("/training by 2 workers/test accuracy").asDouble();
    assertTrue(accuracy > 0.2, "better than chance, not " + accuracy);
  }

  @Test
  void theCostOfARowIsMeasured() throws IOException {
    String out = folder.resolve("speed").toString();
    String[] options = {"--rows", "600", "--width", "32", "--depth", "1", "--rounds", "2"};
    List<String> arguments = new ArrayList<>(List.of(options));
    Collections.addAll(arguments, "--out", out);
    assertEquals(0, run(new SparkScoringSpeed(), arguments.toArray(new String[0])));
    JsonNode ways = json().get("rows a second, medians of 2 rounds");
    assertEquals(0, ways.get("answers that differ").asInt());
    assertTrue(ways.get("Spark, binary in Parquet").get("rows a second").asInt() > 0);
  }
}
