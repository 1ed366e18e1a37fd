package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class ConvNetworkTypesTest {

  private static final INDArray X = Nets.uniform(DataType.FLOAT, 1, 6, 2, 6, 6);
  private static final INDArray LABELS = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);

  private static ComputationGraphConfiguration residual(CNN2DFormat format) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Adam(0.02))
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("in")
        .addLayer("a", new BinaryConv2D.Builder(3).nOut(8).build(), "in")
        .addLayer("bnA", new BatchNormalization(), "a")
        .addLayer("signA", new ActivationLayer(new SignSTE()), "bnA")
        .addLayer("b", new BinarySeparableConv2D.Builder(3).nOut(8).padValue(1).build(), "signA")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bnA", "b")
        .addLayer("bnB", new BatchNormalization(), "sum")
        .addLayer("signB", new ActivationLayer(new SignSTE()), "bnB")
        .addLayer("c", new BinaryDepthwiseConv2D.Builder(2).stride(2).build(), "signB")
        .addLayer("bnC", new BatchNormalization(), "c")
        .addLayer("signC", new ActivationLayer(new SignSTE()), "bnC")
        .addLayer("d", new BinaryDense.Builder().nOut(3).build(), "signC")
        .addLayer("bnD", new BatchNormalization(), "d")
        .addLayer("out", Nets.softmax(), "bnD")
        .setOutputs("out")
        .setInputTypes(InputType.convolutional(6, 6, 2, format))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void graphWithAResidualSum(CNN2DFormat format, @TempDir Path directory) throws Exception {
    INDArray x = format == CNN2DFormat.NCHW ? X : X.permute(0, 2, 3, 1).dup('c');
    RoundTrips.assertTrainsAndSurvives(
        residual(format), new DataSet(x, LABELS), directory, "a_W", "b_W", "b_pW", "c_W");
  }

  @Test
  void transferLearningFreezesLatentsAndKeepsTheClip() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.1))
            .list()
            .layer(new BinaryConv2D.Builder(3).nOut(8).build())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new BinarySeparableConv2D.Builder(3).nOut(5).padValue(1).build())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new TernaryConv2D.Builder(2).nOut(4).build())
            .layer(new GlobalPoolingLayer())
            .layer(Nets.softmax())
            .setInputType(InputType.convolutional(6, 6, 2))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    MultiLayerNetwork tuned = Nets.tuned(net);
    assertEquals(net.getParam("0_W"), tuned.getParam("0_W"));
    assertEquals(net.getParam("2_W"), tuned.getParam("2_W"));
    assertEquals(net.getParam("2_pW"), tuned.getParam("2_pW"));
    assertArrayEquals(new long[] {3, 5, 2, 2}, tuned.getParam("4_W").shape());
    tuned.getParam("4_W").assign(5);
    tuned.getParam("2_pW").assign(5);
    tuned.fit(X, LABELS);
    assertEquals(net.getParam("0_W"), tuned.getParam("0_W"));
    assertEquals(1, tuned.getParam("4_W").amaxNumber().doubleValue());
    assertEquals(1, tuned.getParam("2_pW").amaxNumber().doubleValue());
  }

  @Test
  void inputTypesSetChannelsAndFormat() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new BinaryDepthwiseConv2D.Builder(3, 2).depthMultiplier(3).build())
            .layer(new BinaryConv2D.Builder(3).nOut(4).stride(2).build())
            .setInputType(InputType.convolutional(7, 9, 2, CNN2DFormat.NHWC))
            .build();
    FeedForwardLayer depthwise = (FeedForwardLayer) conf.getConf(0).getLayer();
    assertEquals(6, depthwise.getNOut());
    assertEquals(6, ((FeedForwardLayer) conf.getConf(1).getLayer()).getNIn());
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 2, 7, 9, 2);
    assertArrayEquals(new long[] {2, 2, 3, 4}, net.output(x).shape());
  }

  @Test
  void flatImagesAreUnfolded() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new BinaryConv2D.Builder(3).nOut(4).build())
            .setInputType(InputType.convolutionalFlat(6, 6, 2))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    MultiLayerNetwork images =
        Nets.net(DataType.FLOAT, new BinaryConv2D.Builder(3).nIn(2).nOut(4).build());
    images.setParams(net.params());
    assertEquals(images.output(X), net.output(X.reshape(6, 72)));
  }

  @Test
  void masksAreHandedOnAndNotApplied() {
    BinaryConv2D.Builder binary = new BinaryConv2D.Builder(3, 2).nIn(2).nOut(4).stride(1, 2);
    ConvolutionLayer.Builder plain = new ConvolutionLayer.Builder(3, 2).nIn(2).nOut(4).stride(1, 2);
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, binary.build());
    MultiLayerNetwork twin = Nets.net(DataType.FLOAT, plain.build());
    INDArray mask = Nd4j.ones(DataType.FLOAT, 6, 1, 1, 6);
    for (int column = 2; column < 6; column++) {
      mask.putScalar(new int[] {1, 0, 0, column}, 0);
    }
    INDArray expected = twin.getLayer(0).feedForwardMaskArray(mask, MaskState.Active, 6).getFirst();
    assertArrayEquals(new long[] {6, 1, 1, 3}, expected.shape());
    assertEquals(
        expected, net.getLayer(0).feedForwardMaskArray(mask, MaskState.Active, 6).getFirst());
    assertNull(net.getLayer(0).feedForwardMaskArray(null, MaskState.Active, 6).getFirst());

    INDArray output = net.output(X);
    net.getLayer(0).setMaskArray(mask);
    assertEquals(output, net.output(X));
  }

  @Test
  void memoryReportCountsTheLevels() {
    TernaryConv2D ternary =
        new TernaryConv2D.Builder(3)
            .nIn(4)
            .nOut(5)
            .convolutionMode(ConvolutionMode.Same)
            .updater(new Adam(1))
            .build();
    var report = ternary.getMemoryReport(InputType.convolutional(6, 7, 4));
    assertEquals(5 * 4 * 9, report.getParameterSize());
    assertEquals(2 * 5 * 4 * 9, report.getUpdaterStateSize());
    assertEquals(5 * 4 * 9 + 5, report.getWorkingMemoryFixedInference());
    assertEquals(2 * 5 * 4 * 9 + 5, fixedInTraining(report), "levels times scales as well");
    BinarySeparableConv2D separable =
        new BinarySeparableConv2D.Builder(3)
            .nIn(4)
            .nOut(5)
            .depthMultiplier(2)
            .convolutionMode(ConvolutionMode.Same)
            .updater(new Adam(1))
            .build();
    report = separable.getMemoryReport(InputType.convolutional(6, 7, 4));
    assertEquals(8 * 9 + 5 * 8, report.getParameterSize());
    assertEquals(8 * 6 * 7, report.getWorkingMemoryVariableInference());
    assertEquals(report.getWorkingMemoryFixedInference(), fixedInTraining(report), "no scales");
  }

  private static long fixedInTraining(LayerMemoryReport report) {
    return report.getWorkingMemoryFixedTrain().get(CacheMode.NONE);
  }
}
