package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What must survive being written and read. */
public final class RoundTrips {

  private RoundTrips() {}

  /** JSON and YAML keep every setting of a network's first layer. */
  public static void assertTextKeeps(MultiLayerConfiguration conf, Layer first) {
    MultiLayerConfiguration fromJson = MultiLayerConfiguration.fromJson(conf.toJson());
    MultiLayerConfiguration fromYaml = MultiLayerConfiguration.fromYaml(conf.toYaml());
    assertEquals(conf, fromJson);
    assertEquals(conf.hashCode(), fromJson.hashCode());
    assertEquals(conf, fromYaml);
    assertEquals(conf, conf.clone());
    // The text is compared as well: equals cannot see what nobody wrote.
    assertEquals(conf.toJson(), fromJson.toJson());
    for (MultiLayerConfiguration read : new MultiLayerConfiguration[] {fromJson, fromYaml}) {
      Layer after = read.getConf(0).getLayer();
      assertEquals(first.toString(), after.toString());
      assertEquals(first.getConstraints(), after.getConstraints());
    }
  }

  /** A network that was saved while it trained continues as one that was not. */
  public static void assertZipContinues(
      MultiLayerNetwork net, INDArray x, INDArray labels, Path directory) throws IOException {
    for (int step = 0; step < 5; step++) {
      net.fit(x, labels);
    }
    Path file = directory.resolve("net.zip");
    ModelSerializer.writeModel(net, file.toFile(), true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    assertEquals(net.params(), restored.params());
    assertEquals(net.output(x), restored.output(x));
    INDArray saved = net.params().dup();
    for (int step = 0; step < 5; step++) {
      for (MultiLayerNetwork one : new MultiLayerNetwork[] {net, restored}) {
        Nd4j.getRandom().setSeed(step + 1); // So that both draw the same; 0 is no seed.
        one.fit(x, labels);
      }
    }
    assertNotEquals(saved, net.params());
    assertEquals(net.params(), restored.params());
  }

  /** A graph learns the data, keeps the latent weights clipped, and is the same in every form. */
  public static void assertTrainsAndSurvives(
      ComputationGraphConfiguration conf, DataSet data, Path directory, String... latents)
      throws IOException {
    assertEquals(conf, ComputationGraphConfiguration.fromJson(conf.toJson()));
    assertEquals(conf, ComputationGraphConfiguration.fromYaml(conf.toYaml()));
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    double before = graph.score(data);
    for (int step = 0; step < 60; step++) {
      graph.fit(data);
    }
    assertTrue(graph.score(data) < before / 2, before + " to " + graph.score(data));
    for (String latent : latents) {
      assertTrue(graph.getParam(latent).amaxNumber().doubleValue() <= 1, latent);
    }
    Path file = directory.resolve("graph.zip");
    ModelSerializer.writeModel(graph, file.toFile(), true);
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
    INDArray x = data.getFeatures();
    assertEquals(graph.outputSingle(x), restored.outputSingle(x));
  }
}
