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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bnn4j.kernels.BnnModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final int MOST_LINES = 110;
  private static final Path SOURCES = Path.of("src/main/java/org/bnn4j/examples");
  private static final Pattern ACCURACY =
      Pattern.compile("(?m)^(?:Deep|packed|float|binary|ternary|conv|norm|fine).*? ([0-9.]+)%");
  private static final Pattern RIGHT_OF_FIFTY =
      Pattern.compile("Packed bits: (\\d+) of the first 50");

  @TempDir Path folder;

  @Test
  void quickstartComparesNetworkAndModel() throws IOException {
    String printed = printedBy(() -> Quickstart.run(folder, 4));

    List<Double> accuracies = assertAccuracies(2, 80, printed);
    assertEquals(accuracies.get(0), accuracies.get(1), printed);
    assertTrue(printed.contains("The same answer for 359 of 359 digits"), printed);
    assertEquals(64, BnnModel.load(folder.resolve("digits.bnn")).inputs());
    assertTrue(Files.size(folder.resolve("digits.jar")) > 100_000);
  }

  @Test
  void convolutionalNetRunsOnPackedBits() throws IOException {
    String printed = printedBy(() -> ConvolutionalNet.run(2));

    assertAccuracies(1, 80, printed);
    assertTrue(printed.contains("layers with float weights: none"), printed);
    Matcher packed = RIGHT_OF_FIFTY.matcher(printed);
    assertTrue(packed.find(), printed);
    assertTrue(Integer.parseInt(packed.group(1)) > 35, printed);
  }

  @Test
  void residualGraphAgreesWithItsModel() throws IOException {
    String printed = printedBy(() -> ResidualGraph.run(2));

    assertAccuracies(1, 60, printed);
    assertTrue(printed.contains("classes equal on 359 of 359 examples"), printed);
  }

  @Test
  void floatToBinaryPrintsEveryStep() throws IOException {
    String printed = printedBy(() -> FloatToBinary.run(2, 1));

    List<Double> steps = assertAccuracies(4, 10, printed);
    assertTrue(steps.get(0) > 85, printed);
    assertTrue(steps.get(3) > 75, printed);
    assertTrue(steps.get(3) > steps.get(1), printed);
  }

  @Test
  void recurrentNetComparesThreeKindsOfWeights() throws IOException {
    assertAccuracies(3, 20, printedBy(() -> RecurrentNet.run(2)));
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

  /** Checks how many percentages are printed, and that each of them is above a bound. */
  private static List<Double> assertAccuracies(int count, double bound, String printed) {
    List<Double> accuracies =
        ACCURACY.matcher(printed).results().map(found -> Double.valueOf(found.group(1))).toList();
    assertEquals(count, accuracies.size(), printed);
    assertTrue(accuracies.stream().allMatch(accuracy -> accuracy > bound), printed);
    return accuracies;
  }
}
