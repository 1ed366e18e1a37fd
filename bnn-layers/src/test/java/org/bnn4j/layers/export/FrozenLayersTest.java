package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.bnn4j.layers.BinaryConv2D;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;

/** What transfer learning freezes is exported as what it is. */
class FrozenLayersTest {
  private static final Images IMAGES = Images.nchw(5, 5, 2);

  private static Layer[] layers() {
    return new Layer[] {
      new BinaryConv2D.Builder(3, 3).nOut(9).name("edges").build(),
      norm(),
      sign(),
      binary(Images.CLASSES),
      norm(),
      softmax()
    };
  }

  @Test
  void layersThatAreFrozen() {
    MultiLayerNetwork network = Trained.on(IMAGES, null, layers());
    MultiLayerNetwork frozen = new TransferLearning.Builder(network).setFeatureExtractor(2).build();
    assertInstanceOf(FrozenLayer.class, frozen.getLayerWiseConfigurations().getConf(0).getLayer());
    frozen.fit(IMAGES.all());
    assertEquals("edges", Parity.assertExact(IMAGES, frozen).get(0));
    ExportReport report = Parity.exporter(IMAGES, frozen).byteInput().report();
    assertEquals("BinaryConv2D", report.layers().get(0).type());
  }

  @Test
  void verticesThatAreFrozen() {
    ComputationGraph network =
        Trained.on(
            IMAGES,
            graph ->
                graph
                    .addLayer("edges", layers()[0], "pixels")
                    .addVertex("twice", new MergeVertex(), "edges", "edges")
                    .addLayer("norm", norm(), "twice")
                    .addLayer("bits", sign(), "norm")
                    .addLayer("dense", binary(Images.CLASSES), "bits")
                    .addLayer("scores", norm(), "dense")
                    .addLayer("answer", softmax(), "scores")
                    .setOutputs("answer"));
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(network).setFeatureExtractor("bits").build();
    assertInstanceOf(FrozenVertex.class, frozen.getConfiguration().getVertices().get("twice"));
    assertEquals(List.of("edges", "twice"), Parity.assertExact(IMAGES, frozen).subList(0, 2));
  }

  @Test
  void layersThatPassTheGradientOn() {
    Layer[] layers = layers();
    layers[3] = new FrozenLayerWithBackprop(layers[3]);
    Parity.assertExact(IMAGES, Trained.on(IMAGES, null, layers));
  }
}
