package org.bnn4j.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.training.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class SpeedMainsTest {
  @TempDir Path folder;

  @Test
  void trainingSpeedMeasuresEveryNetwork() throws IOException {
    Path report = folder.resolve("report.json");
    assertEquals(
        0,
        run(
            new TrainingSpeed(),
            "--width",
            "0.02",
            "--batch",
            "3",
            "--steps",
            "1",
            "--report",
            report));
    JsonNode medians = json(report).get("milliseconds a step (medians)");
    assertEquals(Precision.values().length, medians.size());
    medians.forEach(millis -> assertTrue(millis.asDouble() > 0));
  }

  @Test
  void inferenceSpeedComparesEveryPath() throws IOException {
    Path report = folder.resolve("report.json");
    assertEquals(
        0, run(new Cifar10Speed(), "--width", "0.25", "--repeats", "1", "--report", report));
    assertTrue(json(report).get("one image, microseconds").get("plain").asDouble() > 0);
    assertEquals(2, run(new Cifar10Speed(), "--width", "0.2"));
  }

  @Test
  void usage() {
    assertEquals(0, run(new TrainingSpeed(), "--help"));
    assertEquals(2, run(new TrainingSpeed(), "--width", "0.001"));
  }

  private static int run(Object main, Object... args) {
    return Launcher.run(main, Stream.of(args).map(Object::toString).toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
