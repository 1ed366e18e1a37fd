package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final Channelwise RELU = new Channelwise(List.of(new Term(Operation.RELU)));

  @TempDir Path folder;
  private String model;

  @BeforeEach
  void writeModel() throws IOException {
    model = CliRun.model(folder, new RandomModels(1).everyOperation());
  }

  @Test
  void withoutAnythingExplainsTheCommands() {
    CliRun run = CliRun.of();
    assertTrue(run.lines().size() > 10);
    for (String word : new String[] {"info", "predict FILE|-", "bench", "exit codes", "--model"}) {
      assertTrue(run.out().contains(word), word);
    }
    assertEquals(run, CliRun.of("--help"));
    assertEquals(run, CliRun.of("-h"));
    assertEquals(run, CliRun.of("help"));
  }

  @Test
  void withAModelExplainsTheModel() {
    String out = String.join("\n", CliRun.of("--model", model).lines());
    assertTrue(out.contains("37 whole numbers from 0 to 255"), out);
    assertTrue(out.contains("one of 5 classes: zero, one, two, three, four"), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "predict", "bench", "help"})
  void everyCommandHasHelp(String command) {
    CliRun run = CliRun.of("help", command);
    assertTrue(run.lines().get(0).startsWith("usage: java "), run.out());
    assertTrue(run.lines().get(0).contains(" " + command + " "), run.out());
    assertEquals(run, CliRun.of(command, "--help"));
  }

  @Test
  void hasAVersion() {
    assertTrue(CliRun.of("--version").lines().get(0).startsWith("bnn4j "));
  }

  @Test
  void badCommandLinesShowTheUsageAndExitWith2() {
    assertBadUsage(
        "no command 'classify': there are info, predict, serve, bench and help", "classify");
    assertBadUsage("no command 'x': there are info, predict, serve, bench and help", "help", "x");
    assertBadUsage("unknown option --score", "predict", "--score");
    assertBadUsage("--model needs a value", "info", "--model");
    assertBadUsage("--model is there twice", "info", "--model", "a", "--model=b");
    assertBadUsage("info takes no --scores", "info", "--scores");
    assertBadUsage("no command takes no --batch", "--batch", "5");
    assertBadUsage("info takes no operand, not [x]", "info", "x");
    assertBadUsage("predict takes one FILE, or - for standard input, not []", "predict");
    assertBadUsage(
        "predict takes one FILE, or - for standard input, not [a, b]", "predict", "a", "b");
    assertBadUsage("this jar holds no model: name one with --model FILE", "info");
    assertBadUsage("--batch is a number from 1.0 to 4096.0, not '0'", "bench", "--batch=0");
    assertBadUsage("--batch is a whole number, not '2.5'", "bench", "--batch=2.5");
    assertBadUsage(
        "--seconds is a number from 0.001 to 3600.0, not 'NaN'", "bench", "--seconds", "NaN");
    assertBadUsage(
        "--seconds is a number from 0.001 to 3600.0, not 'soon'", "bench", "--seconds", "soon");
  }

  private static void assertBadUsage(String message, String... args) {
    CliRun run = CliRun.of(args);
    run.assertError(2, message);
    assertEquals("", run.out());
    assertTrue(run.err().lines().toList().get(1).startsWith("usage: java "), run.err());
    assertEquals(2, run.err().lines().count());
  }

  @Test
  void infoShowsTheModelAndItsSize() throws IOException {
    String out = String.join("\n", CliRun.of("info", "--model=" + model).lines());
    assertTrue(out.contains(model + ", " + Files.size(Path.of(model)) + " bytes"), out);
    assertTrue(out.contains("output: 5 scores"), out);
    assertTrue(out.contains("first:product"), out);
    assertTrue(out.contains("kernels: "), out);
    assertEquals(
        KernelPaths.whyNoVectors() != null,
        out.contains("no vector kernels: " + KernelPaths.whyNoVectors()),
        out);
  }

  @Test
  void badModelsAreOneLine() throws IOException {
    String nothing = folder.resolve("nothing.bnn").toString();
    CliRun run = CliRun.of("info", "--model", nothing);
    assertTrue(run.err().startsWith("error: " + nothing + " ("), run.err());
    assertEquals(1, run.err().lines().count());
    assertEquals(1, run.code());
    Path text = Files.writeString(folder.resolve("text.bnn"), "hello");
    CliRun.of("info", "--model", text.toString())
        .assertBadData(
            text
                + ": not a bnn4j model: it does not begin with the model file signature (at byte"
                + " 0)");
  }

  @Test
  void kernelsThatCannotRunAreOneLine() {
    String before = System.getProperty(KernelPaths.PROPERTY);
    System.setProperty(KernelPaths.PROPERTY, "gpu");
    try {
      CliRun.of("info", "--model", model)
          .assertBadData("no kernels named 'gpu': bnn.kernels is reference, plain or vector");
    } finally {
      if (before == null) {
        System.clearProperty(KernelPaths.PROPERTY);
      } else {
        System.setProperty(KernelPaths.PROPERTY, before);
      }
    }
  }

  @Test
  void batchesThatFitIntoNoArrayAreOneLine() throws IOException {
    String wide =
        CliRun.model(folder, GraphBuilder.input(EdgeKind.BYTE, 1 << 19).then("x", RELU).build());
    CliRun.of("bench", "--model", wide, "--seconds", "0.001", "--batch", "4096")
        .assertBadData("a batch of 4096 x 524288 values is too large: make it smaller");
  }

  @Test
  void aReaderThatLeavesIsNoErrorButAFullDiskIs() {
    assertEquals("0 ", runWithBrokenOutput("Broken pipe"));
    assertEquals(
        "1 error: the output cannot be written: No space left on device\n",
        runWithBrokenOutput("No space left on device"));
  }

  private static String runWithBrokenOutput(String reason) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[0],
            InputStream.nullInputStream(),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return code + " " + err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void benchChecksTheKernelsAndMeasures() {
    CliRun run = CliRun.of("bench", "--model", model, "--seconds", "0.05", "--batch", "16");
    assertEquals(5, run.lines().size(), run.out());
    assertTrue(run.lines().get(0).startsWith("kernels: "), run.out());
    assertTrue(run.lines().get(1).startsWith("machine: Java " + Runtime.version()), run.out());
    assertTrue(run.lines().get(2).startsWith("check: equal to the reference kernels"), run.out());
    assertTrue(run.lines().get(3).matches("batch 1: p50 [0-9.]+ us, p99 [0-9.]+ us"), run.out());
    assertTrue(run.lines().get(4).matches("batch 16: [1-9][0-9]* images/s"), run.out());
  }

  @Test
  void benchTellsWhereTheTimeGoes() {
    CliRun run = CliRun.of("bench", "--layers", "--model", model, "--seconds", "0.05");
    List<String> table = run.lines().subList(5, run.lines().size());
    assertEquals("        us  share  step, batch 1", table.get(1), run.out());
    assertTrue(table.size() > 3, run.out());
    for (String step : table.subList(2, table.size() - 1)) {
      assertTrue(step.matches(" *[0-9.]+ +[0-9.]+%  .+"), step);
    }
    assertTrue(table.get(table.size() - 1).matches(" *[0-9.]+ +all"), run.out());
  }
}
