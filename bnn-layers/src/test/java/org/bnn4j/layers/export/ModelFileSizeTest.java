package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileSizeTest {

  @Test
  void isThatOfThePackedWeightsAndFivePercent(@TempDir Path folder) throws IOException {
    MultiLayerNetwork network =
        Trained.untrainedOf(
            784,
            binary(1024),
            norm(),
            sign(),
            binary(1024),
            norm(),
            sign(),
            binary(1024),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax());
    Path file = folder.resolve("mnist.bnn");
    BnnExporter.of(network).byteInput().writeModel(file);
    int bits = 784 * 1024 + 2 * 1024 * 1024 + 1024 * 10;
    long size = Files.size(file);
    assertTrue(size >= bits / 8, "all weights are in the file: " + size);
    assertTrue(size <= bits / 8 * 1.05, size + " bytes for " + bits / 8 + " of weights");
  }
}
