package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose scores are sums and differences of the inputs, so that answers are known. */
class PredictCsvTest {
  private static final int[] WEIGHTS = {1, 1, 1, 1, -1, -1};

  @TempDir Path folder;
  private String bytes;
  private String floats;

  @BeforeEach
  void writeModels() throws IOException {
    bytes = model(EdgeKind.BYTE, "byte.bnn");
    floats = model(EdgeKind.FLOAT, "float.bnn");
  }

  /** Scores a + b + c and a - b - c. */
  private String model(EdgeKind kind, String name) throws IOException {
    String file =
        CliRun.model(
            folder,
            GraphBuilder.input(kind, 3)
                .then("out", RandomModels.binary(2, 3, WEIGHTS))
                .build("plus", "minus\tü"));
    return Files.move(Path.of(file), folder.resolve(name)).toString();
  }

  private CliRun predict(String text) {
    return CliRun.withInput(text, "predict", "--model", bytes, "-");
  }

  private CliRun predictFloats(String text) {
    return CliRun.withInput(text, "predict", "--model", floats, "-");
  }

  @Test
  void aLineIsLabelTabScore() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), "1,2,3\n7,0,0\n");
    CliRun run = CliRun.of("predict", "--model", bytes, file.toString());
    assertEquals(List.of("plus\t6.0", "plus\t7.0"), run.lines());
    assertEquals(List.of("minus ü\t-0.5"), predictFloats("-1.25,-0.5,-0.25").lines());
  }

  @Test
  void allScoresFollow() {
    CliRun run = CliRun.withInput("1,2,3\n", "predict", "--scores", "--model", bytes, "-");
    assertEquals(List.of("plus\t6.0\t6.0\t-4.0"), run.lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,3\n4,5,6\n",
        "1;2;3\n4;5;6",
        "1\t2\t3\n4\t5\t6\n",
        "1, 2 ,3\r\n 4,5,6\r\n",
        "\uFEFF1,2,3\n4,5,6",
        "\n1,2,3\n\n  \n4,5,6\n\n",
        "\"1\",\"2\",\"3\"\n4,5,6",
        "1.0,2e0,3.\n+4,5.00,6",
        "a,b,c\n1,2,3\n4,5,6\n",
        "\"a\";\"b\";\"c\"\n1;2;3\n4;5;6\n",
        "\n\na,,c\n1,2,3\n4,5,6\n"
      })
  void readsTheFormsThatPeopleWrite(String text) {
    assertEquals(List.of("plus\t6.0", "plus\t15.0"), predict(text).lines());
  }

  @Test
  void noRowIsNoAnswer() {
    assertEquals(List.of(), predict("").lines());
    assertEquals(List.of(), predict("\n \n").lines());
    assertEquals(List.of(), predict("a,b,c\n").lines());
  }

  @Test
  void floatsAreReadToTheLastBit() {
    CliRun run = predictFloats("0.1,0,0\n16777217,0,0\n1e-40,0,0\n");
    List<String> expected = new ArrayList<>();
    for (float score : new float[] {0.1f, 16777217f, 1e-40f}) {
      expected.add("plus\t" + score);
    }
    assertEquals(expected, run.lines());
  }

  @Test
  void saysWhichLineHasWhichNumberOfValues() {
    predict("1,2,3\n4,5\n")
        .assertBadData("standard input: line 2: 2 values, and the model takes 3 in a row");
    predict("1,2,3\n\n4,5,6,7\n")
        .assertBadData("standard input: line 3: 4 values, and the model takes 3 in a row");
    predict("1,2,3,\n")
        .assertBadData("standard input: line 1: 4 values, and the model takes 3 in a row");
    predict("1 2 3\n")
        .assertBadData("standard input: line 1: 1 values, and the model takes 3 in a row");
    predict("hello\n")
        .assertBadData("standard input: line 1: 1 values, and the model takes 3 in a row");
  }

  @Test
  void saysWhichValueIsNoNumber() {
    predict("1,2,3\n4,x,6\n").assertBadData("standard input: line 2, value 2: 'x' is not a number");
    predict("1,2,3\n4,,6\n").assertBadData("standard input: line 2, value 2: '' is not a number");
    predict("1,2,three\n")
        .assertBadData("standard input: line 1, value 3: 'three' is not a number");
    predict("a,b,c\nd,e,f\n").assertBadData("standard input: line 2, value 1: 'd' is not a number");
    predict("1,2,3\n4,5," + "9".repeat(300))
        .assertBadData(
            "standard input: line 2, value 3: '" + "9".repeat(24) + "...' is not a number");
    predict("1,2,\u0001\u00ff\n")
        .assertBadData("standard input: line 1, value 3: '???' is not a number");
  }

  @Test
  void aByteModelTakesOnlyBytes() {
    for (String value : List.of("1.5", "256", "-1", "NaN", "1e9")) {
      predict("1,2,3\n4,5," + value + "\n")
          .assertBadData(
              "standard input: line 2, value 3: '"
                  + value
                  + "' is not a whole number from 0 to 255, which is what this model takes");
    }
  }

  @Test
  void aFloatModelTakesOnlyFiniteNumbers() {
    for (String value : List.of("NaN", "inf", "-Infinity", "1e39")) {
      predictFloats("1,2,3\n4,5," + value + "\n")
          .assertBadData(
              "standard input: line 2, value 3: '"
                  + value
                  + "' is not a finite single-precision number");
    }
  }

  @Test
  void gzippedTextIsReadAsText() throws IOException {
    Path file = folder.resolve("rows.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("1,2,3\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        List.of("plus\t6.0"), CliRun.of("predict", "--model", bytes, file.toString()).lines());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 4));
    CliRun run = CliRun.of("predict", "--model", bytes, file.toString());
    run.assertBadData(file + ": the compressed data end too early");
  }

  @Test
  void aFileThatIsNotThereIsOneLine() {
    String file = folder.resolve("nothing.csv").toString();
    for (String bad : List.of(file, folder.toString())) {
      CliRun run = CliRun.of("predict", "--model", bytes, bad);
      assertTrue(run.err().startsWith("error: " + bad + " ("), run.err());
      assertEquals(1, run.err().lines().count());
      assertEquals(1, run.code());
    }
  }
}
