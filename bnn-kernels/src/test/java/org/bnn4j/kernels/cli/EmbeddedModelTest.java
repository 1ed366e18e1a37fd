package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.format.ModelWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a JVM of its own, with the model where an exported jar has it. */
class EmbeddedModelTest {
  @TempDir Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    Path model = folder.resolve("classes" + BnnModel.EMBEDDED_RESOURCE);
    Files.createDirectories(model.getParent());
    try (OutputStream out = Files.newOutputStream(model)) {
      ModelWriter.write(new RandomModels(1).perceptron(3, 40, 2), out);
    }
  }

  private CliRun java(List<String> options, String... args) throws Exception {
    Path kernels = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(kernels + File.pathSeparator + folder.resolve("classes"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Files.writeString(folder.resolve("in"), "1,2,3\n").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end: " + command);
    }
    return new CliRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void needsNoOption() throws Exception {
    CliRun about = java(List.of());
    assertTrue(about.lines().contains("  input:  3 whole numbers from 0 to 255"), about.out());
    CliRun answer = java(List.of(), "predict", "-");
    assertEquals(1, answer.lines().size());
    assertTrue(answer.out().matches("[01]\t[-0-9.E]+\n"), answer.out());
  }

  @Test
  void kernelsCanBeForced() throws Exception {
    CliRun info = java(List.of("-Dbnn.kernels=reference"), "info");
    assertTrue(info.out().contains("kernels: reference"), info.out());
    assertTrue(info.lines().get(0).startsWith("model: the embedded model, "), info.out());
    CliRun bad = java(List.of("-Dbnn.kernels=none"), "predict", "-");
    bad.assertBadData("no kernels named 'none': bnn.kernels is reference, plain or vector");
  }
}
