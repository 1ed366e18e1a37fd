package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

class NetworkTypesTest {

  private static final INDArray X = Nets.uniform(DataType.FLOAT, 1, 6, 4);
  private static final INDArray LABELS = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);

  private static ComputationGraphConfiguration residual() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Adam(0.02))
        .graphBuilder()
        .addInputs("in")
        .addLayer("a", new BinaryDense.Builder().nOut(16).build(), "in")
        .addLayer("bnA", new BatchNormalization(), "a")
        .addLayer("signA", new ActivationLayer(new SignSTE()), "bnA")
        .addLayer("b", new TernaryDense.Builder().nOut(16).build(), "signA")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bnA", "b")
        .addLayer("bnB", new BatchNormalization(), "sum")
        .addLayer("signB", new ActivationLayer(new SignSTE()), "bnB")
        .addLayer("c", new BinaryDense.Builder().nOut(3).build(), "signB")
        .addLayer("bnC", new BatchNormalization(), "c")
        .addLayer("out", Nets.softmax(), "bnC")
        .setOutputs("out")
        .setInputTypes(InputType.feedForward(4))
        .build();
  }

  @Test
  void graphWithAResidualSum(@TempDir Path directory) throws Exception {
    RoundTrips.assertTrainsAndSurvives(residual(), new DataSet(X, LABELS), directory, "b_W");
  }

  /** DL4J's activation layer works in place at inference; a shortcut must not see that. */
  @Test
  void signsLeaveTheirInputToAShortcut() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .graphBuilder()
            .addInputs("in")
            .addLayer(
                "a", new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build(), "in")
            .addLayer("sign", new ActivationLayer(new SignSTE()), "a")
            .addLayer("b", new BinaryDense.Builder().nOut(5).build(), "sign")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
            .addLayer("out", Nets.squaredLoss(), "sum")
            .setOutputs("out")
            .setInputTypes(InputType.feedForward(4))
            .build();
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    INDArray a = Transforms.tanh(X.mmul(graph.getParam("a_W")));
    SignSTE sign = new SignSTE();
    INDArray levels = sign.getActivation(graph.getParam("b_W").dup(), false);
    INDArray expected = sign.getActivation(a.dup(), false).mmul(levels).addi(a);
    assertTrue(expected.equalsWithEps(graph.outputSingle(X), 1e-5));
    assertTrue(expected.equalsWithEps(graph.feedForward(X, true).get("out"), 1e-5));
  }

  @Test
  void transferLearningFreezesLatentsAndKeepsTheClip() {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT,
            new BinaryDense.Builder().nIn(4).nOut(8).build(),
            new ActivationLayer(new SignSTE()),
            new TernaryDense.Builder().nIn(8).nOut(5).build(),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nIn(5).nOut(4).build(),
            Nets.softmax());
    MultiLayerNetwork tuned = Nets.tuned(net);
    assertEquals(net.getParam("0_W"), tuned.getParam("0_W"));
    assertEquals(net.getParam("2_W"), tuned.getParam("2_W"));
    assertArrayEquals(new long[] {5, 3}, tuned.getParam("4_W").shape());
    tuned.getParam("4_W").assign(5);
    INDArray ternary = tuned.getParam("2_W").dup();
    tuned.fit(X, LABELS);
    assertEquals(net.getParam("0_W"), tuned.getParam("0_W"));
    assertNotEquals(ternary, tuned.getParam("2_W"));
    assertEquals(1, tuned.getParam("4_W").amaxNumber().doubleValue());
  }

  @Test
  void inputTypesSetWidthAndPreprocessor() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new BinaryDense.Builder().nOut(3).build())
            .layer(Nets.softmax())
            .setInputType(InputType.convolutional(5, 4, 2))
            .build();
    assertEquals(40, ((FeedForwardLayer) conf.getConf(0).getLayer()).getNIn());
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    INDArray images = Nets.uniform(DataType.FLOAT, 1, 2, 2, 5, 4);
    assertArrayEquals(new long[] {2, 3}, net.output(images).shape());
    net.fit(images, Nets.oneHot(DataType.FLOAT, 3, 0, 2));
  }

  /** Sequences pass through with their masks, as through a plain layer with the same weights. */
  @Test
  void maskedSequences() {
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 2, 4, 5);
    INDArray labels = Nets.uniform(DataType.FLOAT, 2, 2, 3, 5);
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}});
    MultiLayerNetwork net = sequence(new BinaryDense.Builder().nOut(6).build());
    MultiLayerNetwork twin =
        sequence(
            new DenseLayer.Builder()
                .nOut(6)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build());
    twin.setParams(net.params());
    new SignSTE().getActivation(twin.getParam("0_W"), false);
    var expected = twin.calculateGradients(x, labels, mask, mask);
    var actual = net.calculateGradients(x, labels, mask, mask);
    assertEquals(twin.score(), net.score(), 1e-6);
    assertTrue(expected.getFirst().gradient().equalsWithEps(actual.getFirst().gradient(), 1e-5));
    assertTrue(expected.getSecond().equalsWithEps(actual.getSecond(), 1e-5));
  }

  private static MultiLayerNetwork sequence(FeedForwardLayer first) {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .list()
            .layer(first)
            .layer(
                new RnnOutputLayer.Builder(LossFunction.MSE)
                    .nOut(3)
                    .activation(Activation.TANH)
                    .build())
            .setInputType(InputType.recurrent(4))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    return net;
  }

  @Test
  void memoryReportCountsTheLevels() {
    TernaryDense layer = new TernaryDense.Builder().nIn(40).nOut(30).updater(new Adam(1)).build();
    var report = layer.getMemoryReport(InputType.feedForward(40));
    assertEquals(40 * 30, report.getParameterSize());
    assertEquals(2 * 40 * 30, report.getUpdaterStateSize());
    assertEquals(40 * 30 + 30, report.getWorkingMemoryFixedInference());
    assertEquals(40 * 30 + 30, report.getWorkingMemoryFixedTrain().get(CacheMode.NONE));
  }
}
