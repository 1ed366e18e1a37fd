package org.bnn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bnn4j.kernels.BnnModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final int MOST_LINES = 110;
  private static final Path SOURCES = Path.of("src/main/java/org/bnn4j/examples");
  private static final Pattern PERCENT = Pattern.compile("([0-9.]+)%");

  @TempDir Path folder;

  @Test
  void quickstartComparesNetworkAndModel() throws IOException {
    String printed = printedBy(() -> Quickstart.run(folder, 4));

    List<Double> accuracies = percentages(printed);
    assertEquals(2, accuracies.size(), printed);
    assertEquals(accuracies.get(0), accuracies.get(1), printed);
    assertTrue(accuracies.get(0) > 80, printed);
    assertTrue(printed.contains("The same answer for 359 of 359 digits"), printed);
    assertEquals(64, BnnModel.load(folder.resolve("digits.bnn")).inputs());
    assertTrue(Files.size(folder.resolve("digits.jar")) > 100_000);
  }

  @Test
  void everyExampleFitsOnTwoScreens() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        int lines = Files.readAllLines(source).size();
        assertTrue(
            lines <= MOST_LINES,
            source + " has " + lines + " lines, and " + MOST_LINES + " are allowed");
      }
    }
  }

  private interface Example {
    void run() throws IOException;
  }

  private static String printedBy(Example example) throws IOException {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      example.run();
    } finally {
      System.setOut(stdout);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static List<Double> percentages(String text) {
    return PERCENT.matcher(text).results().map(found -> Double.valueOf(found.group(1))).toList();
  }
}
