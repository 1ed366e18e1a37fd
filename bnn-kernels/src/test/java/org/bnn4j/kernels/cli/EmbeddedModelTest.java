package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.kernels.RandomModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedModelTest {
  @TempDir Path folder;
  private ChildJvm jvm;

  @BeforeEach
  void writeModel() throws IOException {
    jvm = new ChildJvm(folder, new RandomModels(1).perceptron(3, 40, 2));
  }

  @Test
  void needsNoOption() throws Exception {
    CliRun about = jvm.run(List.of(), "");
    assertTrue(about.lines().contains("  input:  3 whole numbers from 0 to 255"), about.out());
    CliRun answer = jvm.run(List.of(), "1,2,3\n", "predict", "-");
    assertEquals(1, answer.lines().size());
    assertTrue(answer.out().matches("[01]\t[-0-9.E]+\n"), answer.out());
  }

  @Test
  void kernelsCanBeForced() throws Exception {
    CliRun info = jvm.run(List.of("-Dbnn.kernels=reference"), "", "info");
    assertTrue(info.out().contains("kernels: reference"), info.out());
    assertTrue(info.lines().get(0).startsWith("model: the embedded model, "), info.out());
    CliRun bad = jvm.run(List.of("-Dbnn.kernels=none"), "1,2,3\n", "predict", "-");
    bad.assertBadData("no kernels named 'none': bnn.kernels is reference, plain or vector");
  }
}
