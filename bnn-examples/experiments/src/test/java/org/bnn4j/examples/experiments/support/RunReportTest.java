package org.bnn4j.examples.experiments.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class RunReportTest {
  @TempDir Path directory;

  private static RunReport report() {
    RunReport report = new RunReport("digits");
    ReportSection training = report.section("training");
    training.put("seed", 1L).put("accuracy", 0.98333333333).put("shuffled", true);
    training.section("layers").put("widths", List.of(256, 256, 10));
    return report;
  }

  @Test
  void jsonHoldsEveryValueInOrder() throws IOException {
    Path file = directory.resolve("out").resolve("report.json");
    report().writeJson(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertEquals(List.of("title", "environment", "training"), keys);
    assertEquals("digits", json.at("/title").asText());
    assertEquals(1, json.at("/training/seed").asLong());
    assertEquals(0.98333333333, json.at("/training/accuracy").asDouble());
    assertTrue(json.at("/training/shuffled").isBoolean());
    assertEquals(256, json.at("/training/layers/widths/1").asInt());
    assertEquals(System.getProperty("java.version"), json.at("/environment/java").asText());
    assertEquals(
        Runtime.getRuntime().availableProcessors(), json.at("/environment/processors").asInt());
    assertTrue(json.at("/environment/cpu").asText().length() > 0);
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("report.json"), "old");
    report().writeJson(file);
    assertEquals('{', Files.readString(file).charAt(0));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void detailsAreInTheJsonAndNotInTheTable() throws IOException {
    RunReport report = new RunReport("digits");
    report.section("agreement").detail("layers").put("equal", 17);
    Path file = directory.resolve("report.json");
    report.writeJson(file);
    assertEquals(
        17, new ObjectMapper().readTree(file.toFile()).at("/agreement/layers/equal").asInt());
    assertTrue(report.table().endsWith("agreement\n"), report.table());
  }

  @Test
  void tinyNumbersAreReadable() {
    RunReport report = new RunReport("digits");
    report.section("differences").put("largest", 2.91e-11).put("none", 0.0);
    assertTrue(report.table().contains("largest  2.91e-11\n"), report.table());
    assertTrue(report.table().contains("none     0\n"), report.table());
  }

  @Test
  void tableAlignsValuesAndIndentsSections() {
    String table = report().table();
    assertTrue(table.startsWith("title  digits\nenvironment\n  date        "), table);
    String training =
        """
        training
          seed      1
          accuracy  0.98333
          shuffled  true
          layers
            widths  256, 256, 10
        """;
    assertTrue(table.endsWith(training), table);
  }

  @Test
  void tableRoundsFractionsButKeepsWholeDigits() {
    RunReport report = new RunReport("t");
    report
        .section("numbers")
        .put("large", 1234567.89)
        .put("small", 0.0000123456789)
        .put("whole", 20.0)
        .put("none", Double.NaN)
        .put("mixed", List.of(2.0f / 3, 7));
    String expected =
        """
        numbers
          large  1234568
          small  1.23e-05
          whole  20
          none   NaN
          mixed  0.66667, 7
        """;
    assertTrue(report.table().endsWith(expected), report.table());
  }

  @Test
  void takenKeysAndForeignValuesAreRefused() {
    RunReport report = report();
    IllegalArgumentException taken =
        assertThrows(IllegalArgumentException.class, () -> report.section("training"));
    assertEquals("'training' is already in section 'digits'", taken.getMessage());
    ReportSection section = report.section("more").put("a", 1);
    assertThrows(IllegalArgumentException.class, () -> section.put("a", 2));
    assertThrows(IllegalArgumentException.class, () -> section.put("b", null));
    assertThrows(IllegalArgumentException.class, () -> section.put("c", new Object()));
    section.put("b", 2);
  }

  @Test
  void secondsSinceAMoment() throws IOException {
    RunReport report = new RunReport("t");
    report.section("wall").putSecondsSince("all", System.nanoTime() - 1_500_000_000L);
    Path file = directory.resolve("r.json");
    report.writeJson(file);
    double seconds = new ObjectMapper().readTree(file.toFile()).at("/wall/all").asDouble();
    assertTrue(seconds >= 1.5 && seconds < 1000, "seconds: " + seconds);
  }

  @Test
  void cpuModelFallsBackToTheArchitecture() throws IOException {
    Path cpuInfo = directory.resolve("cpuinfo");
    assertEquals(System.getProperty("os.arch"), RunEnvironment.cpuModel(cpuInfo));
    Files.writeString(cpuInfo, "processor\t: 0\nmodel name\t: Fast CPU @ 3GHz\n\nprocessor\t: 1\n");
    assertEquals("Fast CPU @ 3GHz", RunEnvironment.cpuModel(cpuInfo));
    Files.writeString(cpuInfo, "processor\t: 0\n");
    assertEquals(System.getProperty("os.arch"), RunEnvironment.cpuModel(cpuInfo));
  }
}
