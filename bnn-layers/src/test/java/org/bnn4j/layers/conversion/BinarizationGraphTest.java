package org.bnn4j.layers.conversion;

import static org.bnn4j.layers.conversion.FloatNets.dense;
import static org.bnn4j.layers.conversion.FloatNets.norm;
import static org.bnn4j.layers.conversion.FloatNets.relu;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class BinarizationGraphTest {

  private static final INDArray X = FloatNets.gaussian(DataType.DOUBLE, 1, 8, 2, 6, 6);
  private static final INDArray LABELS = FloatNets.gaussian(DataType.DOUBLE, 2, 8, 3);

  private static ConvolutionLayer conv(int kernel, int outputs) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(outputs)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.IDENTITY)
        .build();
  }

  /** Two residual blocks, the second with a convolution on its shortcut. */
  private static void residual(GraphBuilder builder) {
    builder
        .addLayer("stem", conv(3, 4), "in")
        .addLayer("norm1", norm("norm1"), "stem")
        .addLayer("relu1", relu("relu1"), "norm1")
        .addLayer("conv1", conv(3, 4), "relu1")
        .addVertex("sum1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv1", "stem")
        .addLayer("norm2", norm("norm2"), "sum1")
        .addLayer("relu2", relu("relu2"), "norm2")
        .addLayer("conv2", conv(3, 5), "relu2")
        .addLayer("shortcut", conv(1, 5), "relu2")
        .addVertex("sum2", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv2", "shortcut")
        .addLayer("pool", new GlobalPoolingLayer(), "sum2")
        .addLayer("classes", dense("classes", 3), "pool")
        .addLayer("loss", FloatNets.softmax(), "classes")
        .setOutputs("loss");
  }

  private static ComputationGraph residual() {
    ComputationGraph graph =
        FloatNets.graph(
            DataType.DOUBLE, InputType.convolutional(6, 6, 2), BinarizationGraphTest::residual);
    for (int step = 0; step < 3; step++) {
      graph.fit(new DataSet(X, LABELS));
    }
    return graph;
  }

  private static Layer layer(ComputationGraph graph, String name) {
    return ((LayerVertex) graph.getConfiguration().getVertices().get(name))
        .getLayerConf()
        .getLayer();
  }

  @Test
  void residualNetwork() {
    ComputationGraph graph = residual();
    String json = graph.getConfiguration().toJson();
    Map<String, INDArray> params = graph.paramTable();
    ComputationGraph binary =
        Binarization.of(graph).ternary("conv2").binaryInner().sign("relu1", "relu2").convert();

    assertInstanceOf(BinaryConv2D.class, layer(binary, "conv1"));
    assertInstanceOf(BinaryConv2D.class, layer(binary, "shortcut"));
    assertInstanceOf(TernaryConv2D.class, layer(binary, "conv2"));
    assertEquals(ConvolutionLayer.class, layer(binary, "stem").getClass());
    assertEquals(DenseLayer.class, layer(binary, "classes").getClass());
    assertEquals(new SignSTE(), ((ActivationLayer) layer(binary, "relu2")).getActivationFn());

    ComputationGraphConfiguration conf = binary.getConfiguration();
    assertEquals(graph.getConfiguration().getVertexInputs(), conf.getVertexInputs());
    assertEquals(graph.getConfiguration().getNetworkInputs(), conf.getNetworkInputs());
    assertEquals(graph.getConfiguration().getNetworkOutputs(), conf.getNetworkOutputs());
    assertEquals(conf, ComputationGraphConfiguration.fromJson(conf.toJson()));
    assertEquals(conf, ComputationGraphConfiguration.fromYaml(conf.toYaml()));
    assertEquals(params, binary.paramTable());
    assertEquals(0, binary.getIterationCount());
    assertEquals(json, graph.getConfiguration().toJson());
  }

  @Test
  void itComputesWhatTheFloatGraphComputesWithSigns() {
    ComputationGraph graph = residual();
    ComputationGraph binary = Binarization.of(graph).binaryInner().convert();
    ComputationGraph twin = graph.clone();
    for (String name : new String[] {"conv1_W", "conv2_W", "shortcut_W"}) {
      INDArray weights = twin.getParam(name);
      weights.assign(weights.gt(0).castTo(DataType.DOUBLE).muli(2).subi(1));
    }
    assertTrue(twin.outputSingle(X).equalsWithEps(binary.outputSingle(X), 1e-9));
    assertTrue(!graph.outputSingle(X).equalsWithEps(binary.outputSingle(X), 1e-3));
  }

  @Test
  void fineTuningLowersTheLossAndLeavesTheOriginalAlone() {
    ComputationGraph graph = residual();
    INDArray before = graph.params().dup();
    ComputationGraph binary = Binarization.of(graph).binaryInner().sign("relu1", "relu2").convert();
    DataSet data = new DataSet(X, FloatNets.data().getLabels().getRows(0, 1, 2, 3, 4, 5, 6, 7));
    double first = binary.score(data);
    for (int step = 0; step < 40; step++) {
      binary.fit(data);
    }
    assertTrue(binary.score(data) < first / 2, first + " to " + binary.score(data));
    assertEquals(before, graph.params());
  }

  @Test
  void frozenVerticesStayFrozen() {
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(residual()).setFeatureExtractor("norm2").build();
    ComputationGraph binary = Binarization.of(frozen).binary("conv1", "conv2").convert();
    FrozenLayer layer = assertInstanceOf(FrozenLayer.class, layer(binary, "conv1"));
    assertInstanceOf(BinaryConv2D.class, layer.getLayer());
    assertInstanceOf(FrozenVertex.class, binary.getConfiguration().getVertices().get("sum1"));
    Map<String, INDArray> before = binary.clone().paramTable();
    assertEquals(frozen.paramTable(), before);
    binary.fit(new DataSet(X, LABELS));
    assertEquals(before.get("conv1_W"), binary.getParam("conv1_W"));
    assertTrue(!before.get("conv2_W").equals(binary.getParam("conv2_W")));
  }

  @Test
  void severalInputsAndOutputs() {
    ComputationGraph graph =
        FloatNets.graph(
            DataType.DOUBLE,
            InputType.feedForward(4),
            builder ->
                builder
                    .addLayer("left", dense("left", 5), "in")
                    .addLayer("middle", dense("middle", 5), "left")
                    .addLayer("right", dense("right", 5), "in")
                    .addLayer("one", dense("one", 3), "middle")
                    .addLayer("other", dense("other", 3), "right")
                    .addLayer("loss1", FloatNets.softmax(), "one")
                    .addLayer("loss2", FloatNets.softmax(), "other")
                    .setOutputs("loss1", "loss2"));
    ComputationGraph binary = Binarization.of(graph).binaryInner().convert();
    assertInstanceOf(BinaryDense.class, layer(binary, "middle"));
    for (String name : new String[] {"left", "right", "one", "other"}) {
      assertInstanceOf(DenseLayer.class, layer(binary, name), name);
    }
    assertEquals(2, binary.output(FloatNets.gaussian(DataType.DOUBLE, 1, 2, 4)).length);
  }
}
