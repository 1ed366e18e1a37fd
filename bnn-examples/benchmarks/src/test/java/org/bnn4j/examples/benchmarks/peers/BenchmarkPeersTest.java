package org.bnn4j.examples.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.kernels.BnnModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class BenchmarkPeersTest {
  @TempDir Path folder;

  /** Answers are compared in there; what is measured in such a hurry means nothing. */
  @Test
  void measuresAndVerifiesSmallNets() throws IOException {
    assumeFalse(Files.isDirectory(CodeSource.of(BnnModel.class)), "before package there is no jar");
    assertEquals(
        0,
        run(
            "--mlp-width 64 --width 0.125 --threads 1 --batches 1,3 --rounds 2 --seconds 0"
                + " --warm-up 0 --starts 1"));
    JsonNode report = new ObjectMapper().readTree(folder.resolve("peers.json").toFile());
    String packed = "packed, plain, Java " + Runtime.version().feature() + ", 1 thread";
    for (String net : new String[] {Net.MLP, Net.CIFAR10}) {
      JsonNode ours = report.path(net).path("contenders").path(packed);
      assertTrue(ours.path("batch 3").path("imagesPerSecond").path(0).asDouble() > 0, net);
      assertTrue(ours.path("modelBytes").asLong() > 0, net);
      JsonNode ratios =
          report.path(net).path("times as fast: median, least, most of the rounds").path(packed);
      assertEquals(3, ratios.path("ONNX Runtime int8").path("batch 1").size(), net);
      assertEquals(3, ratios.path("Deeplearning4j float32").path("batch 1").size(), net);
    }
    assertFalse(Files.readString(folder.resolve("peers.md")).contains("NaN"));
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    assertEquals(2, run("--nets lenet"));
    assertEquals(2, run("--batches 1,257"));
    assertEquals(2, run("--rounds 0"));
    assertEquals(2, run("--mlp-width 0"));
  }

  private int run(String options) {
    return Launcher.run(new BenchmarkPeers(), (options + " --out " + folder).split(" "));
  }
}
