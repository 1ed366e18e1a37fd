package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.transferlearning.TransferLearningHelper;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** What transfer learning does beyond NetworkTypesTest and ConvNetworkTypesTest. */
class TransferLearningTest {
  private static final DataSet DATA =
      new DataSet(
          Nets.uniform(DataType.FLOAT, 1, 6, 4), Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2));

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.02))
                .list()
                .layer(new BinaryDense.Builder().nOut(8).build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(new SignSTE()))
                .layer(new TernaryDense.Builder().nOut(7).build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(new SignSTE()))
                .layer(new BinaryDense.Builder().nOut(3).build())
                .layer(Nets.softmax())
                .setInputType(InputType.feedForward(4))
                .build());
    network.init();
    fit(network, 3);
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph graph = network().toComputationGraph();
    fit(graph, 2);
    return graph;
  }

  private static void fit(Model network, int steps) {
    for (int step = 0; step < steps; step++) {
      if (network instanceof MultiLayerNetwork layers) {
        layers.fit(DATA);
      } else {
        ((ComputationGraph) network).fit(DATA);
      }
    }
  }

  private static FineTuneConfiguration sgd(double rate) {
    return new FineTuneConfiguration.Builder().updater(new Sgd(rate)).build();
  }

  @Test
  void aGraphKeepsFrozenLatentsAndTrainsTheOthers() {
    ComputationGraph graph = graph();
    ComputationGraph tuned =
        new TransferLearning.GraphBuilder(graph)
            .fineTuneConfiguration(sgd(0.1))
            .setFeatureExtractor("2")
            .build();
    assertEquals(graph.outputSingle(DATA.getFeatures()), tuned.outputSingle(DATA.getFeatures()));
    fit(tuned, 3);
    for (String frozen : new String[] {"0_W", "1_gamma", "1_mean", "1_log10stdev"}) {
      assertEquals(graph.getParam(frozen), tuned.getParam(frozen), frozen);
    }
    for (String trained : new String[] {"3_W", "4_gamma", "4_mean", "6_W"}) {
      assertNotEquals(graph.getParam(trained), tuned.getParam(trained), trained);
    }
    LayerVertex first = (LayerVertex) tuned.getConfiguration().getVertices().get("0");
    FrozenLayer layer = assertInstanceOf(FrozenLayer.class, first.getLayerConf().getLayer());
    assertInstanceOf(BinaryDense.class, layer.getLayer());
  }

  @Test
  void aGraphGetsANewHeadOfThisLibrary() {
    ComputationGraph graph = graph();
    ComputationGraph tuned =
        new TransferLearning.GraphBuilder(graph)
            .fineTuneConfiguration(sgd(0.1))
            .setFeatureExtractor("5")
            .removeVertexAndConnections("7")
            .removeVertexAndConnections("6")
            .addLayer("head", new TernaryDense.Builder().nIn(7).nOut(3).build(), "5")
            .addLayer("answer", Nets.softmax(), "head")
            .setOutputs("answer")
            .build();
    assertEquals(graph.getParam("3_W"), tuned.getParam("3_W"));
    INDArray head = tuned.getParam("head_W").assign(5).dup();
    fit(tuned, 1);
    assertNotEquals(head, tuned.getParam("head_W"));
    assertEquals(1, tuned.getParam("head_W").amaxNumber().doubleValue(), "clipped");
  }

  @Test
  void aGraphsQuantizedLayerGetsOtherOutputs() {
    ComputationGraph graph = graph();
    ComputationGraph tuned =
        new TransferLearning.GraphBuilder(graph)
            .fineTuneConfiguration(sgd(0.1))
            .nOutReplace("6", 2, WeightInit.XAVIER)
            .build();
    assertArrayEquals(new long[] {7, 2}, tuned.getParam("6_W").shape());
    assertEquals(graph.getParam("3_W"), tuned.getParam("3_W"));
    INDArray features = DATA.getFeatures();
    tuned.fit(new DataSet(features, Nets.oneHot(DataType.FLOAT, 2, 0, 1, 1, 0, 1, 0)));
    assertSameLevels(tuned, features, "5", "6");
  }

  /** A hidden quantized layer's new width is that of the next quantized layer's input as well. */
  @Test
  void aHiddenQuantizedLayerGetsOtherOutputs() {
    MultiLayerNetwork network = network();
    MultiLayerNetwork tuned =
        new TransferLearning.Builder(network)
            .fineTuneConfiguration(sgd(0.1))
            .removeLayersFromOutput(4)
            .nOutReplace(3, 5, WeightInit.XAVIER)
            .addLayer(new BatchNormalization.Builder().nIn(5).nOut(5).build())
            .addLayer(new ActivationLayer(new SignSTE()))
            .addLayer(new BinaryDense.Builder().nIn(5).nOut(3).build())
            .addLayer(Nets.softmax())
            .build();
    assertEquals(network.getParam("0_W"), tuned.getParam("0_W"));
    assertArrayEquals(new long[] {8, 5}, tuned.getParam("3_W").shape());
    assertInstanceOf(TernaryDense.class, conf(tuned, 3));
    INDArray before = tuned.getParam("3_W").dup();
    fit(tuned, 2);
    assertNotEquals(before, tuned.getParam("3_W"));
    assertArrayEquals(new long[] {6, 3}, tuned.output(DATA.getFeatures()).shape());
  }

  /** The layer's output is the product with the signs of its latent weights. */
  private static void assertSameLevels(
      ComputationGraph graph, INDArray features, String input, String layer) {
    var activations = graph.feedForward(features, true);
    INDArray levels = new SignSTE().getActivation(graph.getParam(layer + "_W").dup(), false);
    INDArray expected = activations.get(input).mmul(levels);
    assertTrue(expected.equalsWithEps(activations.get(layer), 1e-5));
  }

  private static Layer conf(MultiLayerNetwork network, int layer) {
    return network.getLayerWiseConfigurations().getConf(layer).getLayer();
  }

  @Test
  void fineTuningChangesTheUpdaters() {
    MultiLayerNetwork network = network();
    MultiLayerNetwork tuned =
        new TransferLearning.Builder(network)
            .fineTuneConfiguration(sgd(0.25))
            .setFeatureExtractor(0)
            .build();
    for (int layer : new int[] {3, 6}) {
      assertEquals(new Adam(0.02), ((BaseLayer) conf(network, layer)).getIUpdater());
      assertEquals(new Sgd(0.25), ((BaseLayer) conf(tuned, layer)).getIUpdater());
    }
    INDArray before = tuned.getParam("6_W").dup();
    tuned.setInput(DATA.getFeatures());
    tuned.setLabels(DATA.getLabels());
    tuned.computeGradientAndScore();
    INDArray gradient = tuned.gradient().getGradientFor("6_W").dup();
    fit(tuned, 1);
    INDArray expected = before.sub(gradient.mul(0.25 / 6));
    assertTrue(expected.equalsWithEps(tuned.getParam("6_W"), 1e-5), "a step of SGD, not of Adam");
  }

  @Test
  void featurizedLayersTrainAsTheWholeNetwork() {
    MultiLayerNetwork frozen =
        new TransferLearning.Builder(network())
            .fineTuneConfiguration(sgd(0.1))
            .setFeatureExtractor(2)
            .build();
    MultiLayerNetwork whole = frozen.clone();
    TransferLearningHelper helper = new TransferLearningHelper(frozen);
    DataSet features = helper.featurize(DATA.copy());
    assertArrayEquals(new long[] {6, 8}, features.getFeatures().shape());
    assertEquals(48, features.getFeatures().norm1Number().doubleValue(), "signs");
    for (int step = 0; step < 3; step++) {
      helper.fitFeaturized(features);
      whole.fit(DATA);
    }
    INDArray expected = whole.output(DATA.getFeatures());
    INDArray actual = helper.outputFromFeaturized(features.getFeatures());
    assertTrue(expected.equalsWithEps(actual, 1e-5));
    INDArray latents = helper.unfrozenMLN().getParam("0_W");
    assertTrue(whole.getParam("3_W").equalsWithEps(latents, 1e-5));
  }

  @Test
  void featurizedVerticesTrainAsTheWholeGraph() {
    ComputationGraph whole =
        new TransferLearning.GraphBuilder(graph())
            .fineTuneConfiguration(sgd(0.1))
            .setFeatureExtractor("2")
            .build();
    TransferLearningHelper helper = new TransferLearningHelper(whole.clone());
    var features = helper.featurize(new MultiDataSet(DATA.getFeatures(), DATA.getLabels()));
    for (int step = 0; step < 3; step++) {
      helper.fitFeaturized(features);
      whole.fit(DATA);
    }
    INDArray expected = whole.outputSingle(DATA.getFeatures());
    INDArray actual = helper.outputFromFeaturized(features.getFeatures())[0];
    assertTrue(expected.equalsWithEps(actual, 1e-5));
    INDArray latents = helper.unfrozenGraph().getParam("3_W");
    assertTrue(whole.getParam("3_W").equalsWithEps(latents, 1e-5));
  }
}
