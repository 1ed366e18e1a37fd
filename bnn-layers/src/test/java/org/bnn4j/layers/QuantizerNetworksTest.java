package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.activations.TernarySTE;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Trained scales stay with their weights in every kind of network. */
class QuantizerNetworksTest {

  private static final TrainedTernaryQuantizer TRAINED = new TrainedTernaryQuantizer();
  private static final INDArray X = Nets.uniform(DataType.FLOAT, 1, 6, 2, 4, 4);
  private static final INDArray LABELS = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);

  private static TernaryConv2D conv(int nOut) {
    return new TernaryConv2D.Builder(2).quantizer(TRAINED).nOut(nOut).build();
  }

  private static TernaryDense dense(int nOut) {
    return new TernaryDense.Builder().quantizer(TRAINED).nOut(nOut).build();
  }

  private static MultiLayerNetwork trained() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.1))
            .list()
            .layer(conv(6))
            .layer(new ActivationLayer(new SignSTE()))
            .layer(conv(5))
            .layer(new ActivationLayer(new SignSTE()))
            .layer(dense(4))
            .layer(Nets.softmax())
            .setInputType(InputType.convolutional(4, 4, 2))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    for (int step = 0; step < 3; step++) {
      net.fit(X, Nets.oneHot(DataType.FLOAT, 4, 0, 1, 2, 3, 1, 2));
    }
    for (String key : new String[] {"0_S", "2_S", "4_S"}) {
      assertNotEquals(1, net.getParam(key).getDouble(0), key + " was trained");
    }
    return net;
  }

  @Test
  void transferLearningKeepsThem() {
    MultiLayerNetwork net = trained();
    MultiLayerNetwork tuned = Nets.tuned(net);
    assertEquals(net.getParam("0_S"), tuned.getParam("0_S"));
    assertEquals(net.getParam("2_S"), tuned.getParam("2_S"));
    assertEquals(net.getParam("2_W"), tuned.getParam("2_W"));
    assertArrayEquals(new double[] {1, 1}, tuned.getParam("4_S").data().asDouble(), "a new layer");
    assertEquals(net.feedForward(X).get(4), tuned.feedForward(X).get(4));
    tuned.fit(X, LABELS);
    assertEquals(net.getParam("0_S"), tuned.getParam("0_S"), "frozen");
    assertNotEquals(net.getParam("2_S"), tuned.getParam("2_S"));
    assertNotEquals(1, tuned.getParam("4_S").getDouble(0));
  }

  private static ComputationGraphConfiguration residual() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Adam(0.02))
        .graphBuilder()
        .addInputs("in")
        .addLayer("a", conv(8), "in")
        .addLayer("bnA", new BatchNormalization(), "a")
        .addLayer("signA", new ActivationLayer(new TernarySTE()), "bnA")
        .addLayer(
            "b",
            new BinarySeparableConv2D.Builder(1).quantizer(new DoReFaQuantizer(2)).nOut(8).build(),
            "signA")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bnA", "b")
        .addLayer("bnB", new BatchNormalization(), "sum")
        .addLayer("signB", new ActivationLayer(new SignSTE()), "bnB")
        .addLayer("c", dense(3), "signB")
        .addLayer("bnC", new BatchNormalization(), "c")
        .addLayer("out", Nets.softmax(), "bnC")
        .setOutputs("out")
        .setInputTypes(InputType.convolutional(4, 4, 2))
        .build();
  }

  @Test
  void graph(@TempDir Path directory) throws Exception {
    RoundTrips.assertTrainsAndSurvives(
        residual(), new DataSet(X, LABELS), directory, "a_W", "b_W", "b_pW", "c_W");
  }

  @Test
  void transferLearningOfAGraphKeepsThem() {
    ComputationGraph graph = new ComputationGraph(residual());
    graph.init();
    for (int step = 0; step < 3; step++) {
      graph.fit(new DataSet(X, LABELS));
    }
    INDArray scales = graph.getParam("a_S").dup();
    assertNotEquals(1, scales.getDouble(0));
    ComputationGraph copy = graph.clone();
    assertEquals(graph.paramTable(), copy.paramTable());
    ComputationGraph tuned =
        new TransferLearning.GraphBuilder(graph)
            .fineTuneConfiguration(new FineTuneConfiguration.Builder().updater(new Sgd(1)).build())
            .setFeatureExtractor("signA")
            .nOutReplace("c", 3, WeightInit.XAVIER)
            .build();
    assertEquals(scales, tuned.getParam("a_S"));
    assertArrayEquals(new double[] {1, 1}, tuned.getParam("c_S").data().asDouble());
    tuned.fit(new DataSet(X, LABELS));
    assertEquals(scales, tuned.getParam("a_S"), "frozen");
    assertNotEquals(1, tuned.getParam("c_S").getDouble(0));
  }
}
