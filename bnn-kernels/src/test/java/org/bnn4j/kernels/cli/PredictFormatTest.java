package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scores are the sum of a row, and what is left of it with the last value negative. */
class PredictFormatTest {
  @TempDir Path folder;

  private List<String> predict(String text, String... options) throws IOException {
    String model =
        CliRun.model(
            folder,
            GraphBuilder.input(EdgeKind.BYTE, 3)
                .then("out", RandomModels.binary(2, 3, new int[] {-1, -1, -1, 1, 1, -1}))
                .build("minus", "a \"b\", c\td"));
    String[] args = new String[4 + options.length];
    System.arraycopy(options, 0, args, 4, options.length);
    System.arraycopy(new String[] {"predict", "--model", model, "-"}, 0, args, 0, 4);
    return CliRun.withInput(text, args).lines();
  }

  @Test
  void text() throws IOException {
    List<String> expected = List.of("a \"b\", c d\t0.0", "minus\t0.0");
    assertEquals(expected, predict("1,2,3\n0,0,0\n"));
    assertEquals(expected, predict("1,2,3\n0,0,0\n", "--format", "text"));
    assertEquals(List.of("a \"b\", c d\t0.0\t-6.0\t0.0"), predict("1,2,3\n", "--scores"));
  }

  @Test
  void csv() throws IOException {
    assertEquals(
        List.of("label,score", "\"a \"\"b\"\", c\td\",0.0", "minus,0.0"),
        predict("1,2,3\n0,0,0\n", "--format=csv"));
    assertEquals(
        List.of("label,score,minus,\"a \"\"b\"\", c\td\"", "\"a \"\"b\"\", c\td\",0.0,-6.0,0.0"),
        predict("1,2,3\n", "--format=csv", "--scores"));
    assertEquals(List.of("label,score"), predict("", "--format=csv"));
  }

  @Test
  void json() throws IOException {
    assertEquals(
        List.of(
            "{\"class\":1,\"label\":\"a \\\"b\\\", c\\u0009d\",\"score\":0.0}",
            "{\"class\":0,\"label\":\"minus\",\"score\":0.0}"),
        predict("1,2,3\n0,0,0\n", "--format=json"));
    assertEquals(
        List.of("{\"class\":0,\"label\":\"minus\",\"score\":0.0,\"scores\":[0.0,0.0]}"),
        predict("0,0,0\n", "--format=json", "--scores"));
  }

  @Test
  void whatJsonHasNoNumberForIsNull() throws IOException {
    String model =
        CliRun.model(
            folder,
            GraphBuilder.input(EdgeKind.FLOAT, 1).add("out", new Add(), "in", "in").build());
    assertEquals(
        "{\"class\":0,\"label\":\"0\",\"score\":null}\n",
        CliRun.withInput("3e38", "predict", "--model", model, "--format=json", "-").out());
  }

  @Test
  void otherFormats() throws IOException {
    String model = CliRun.model(folder, new RandomModels(1).perceptron(3, 40, 2));
    CliRun.withInput("1,2,3", "predict", "--model", model, "--format", "xml", "-")
        .assertError(2, "--format is text, csv or json, not 'xml'");
  }

  @Test
  void progressIsToldAfterASecondAndTakenAway() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicLong nanos = new AtomicLong();
    Progress progress = progress(err, true, nanos);
    nanos.addAndGet(999_999_999);
    progress.rows(5);
    progress.end();
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    nanos.addAndGet(1);
    progress.rows(7);
    progress.rows(8);
    assertEquals("\r7 rows", err.toString(StandardCharsets.UTF_8));
    progress.end();
    assertTrue(err.toString(StandardCharsets.UTF_8).matches("\r7 rows\r +\r"));
  }

  @Test
  void noProgressWhereThereIsNoTerminal() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicLong nanos = new AtomicLong();
    // The build's standard error may be a terminal; its standard output then is one as well.
    Progress progress = progress(err, false, nanos);
    nanos.addAndGet(2_000_000_000);
    progress.rows(7);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  private static Progress progress(ByteArrayOutputStream err, boolean terminal, AtomicLong nanos) {
    return new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), terminal, nanos::get);
  }
}
