package org.bnn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the front page shows is compiled and run, because it stands in the examples. */
class ReadmeSamplesTest {
  private static final Path SOURCES = Path.of("bnn-examples/examples/src/main/java");

  private static String normalized(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }

  private static Set<String> exampleLines() throws IOException {
    Set<String> lines = new HashSet<>();
    try (Stream<Path> sources = Files.walk(Repository.root().resolve(SOURCES))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        Files.readAllLines(source).forEach(line -> lines.add(normalized(line)));
      }
    }
    return lines;
  }

  @Test
  void everyLineOfTheSamplesStandsInAnExample() throws IOException {
    List<String> samples = MarkdownPage.code(Repository.root().resolve("README.md"), "java");
    assertFalse(samples.isEmpty(), "README.md has no sample in Java");
    Set<String> examples = exampleLines();
    List<String> missing =
        samples.stream().filter(line -> !examples.contains(normalized(line))).toList();
    assertEquals(List.of(), missing, "lines of README.md that stand in no example");
  }
}
