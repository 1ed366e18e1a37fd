package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.kernels.format.ModelWriter;
import org.bnn4j.kernels.graph.Graph;

/** What a command line did. */
record CliRun(int code, String out, String err) {
  static CliRun of(String... args) {
    return withInput("", args);
  }

  static CliRun withInput(String text, String... args) {
    return withInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), args);
  }

  static CliRun withInput(InputStream in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(args, in, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CliRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static String model(Path folder, Graph graph) throws IOException {
    Path file = folder.resolve("model.bnn");
    try (OutputStream out = Files.newOutputStream(file)) {
      ModelWriter.write(graph, out);
    }
    return file.toString();
  }

  /** The lines of the answer, after a check that all went well. */
  List<String> lines() {
    assertEquals("", err);
    assertEquals(0, code);
    return out.lines().toList();
  }

  void assertError(int expectedCode, String message) {
    assertEquals("error: " + message, err.lines().findFirst().orElse(""));
    assertEquals(expectedCode, code);
  }

  /** A bad input is one line, and no usage. */
  void assertBadData(String message) {
    assertError(1, message);
    assertEquals(1, err.lines().count(), err);
  }
}
