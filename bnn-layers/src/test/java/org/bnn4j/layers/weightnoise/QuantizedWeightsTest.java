package org.bnn4j.layers.weightnoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.RoundTrips;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class QuantizedWeightsTest {

  private static LSTM.Builder lstm() {
    return new LSTM.Builder().nIn(4).nOut(6);
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(4).nOut(6).activation(Activation.TANH);
  }

  private static RnnOutputLayer.Builder head() {
    return new RnnOutputLayer.Builder()
        .nIn(6)
        .nOut(3)
        .lossFunction(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX);
  }

  private static OutputLayer vectorHead() {
    return new OutputLayer.Builder()
        .nIn(6)
        .nOut(3)
        .lossFunction(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .build();
  }

  static List<BaseLayer> layers() {
    return List.of(
        QuantizedWeights.binary().on(lstm()).build(),
        QuantizedWeights.binary().only("RW").on(lstm(), 0.5).build(),
        QuantizedWeights.ternary().on(lstm().l2(1e-3)).build(),
        new QuantizedWeights(new TernaryQuantizer().perOutput(true)).on(lstm(), 0).build(),
        lstm().weightNoise(new QuantizedWeights()).build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void jsonAndYaml(Layer layer) {
    var conf = Nets.conf(DataType.FLOAT, layer, head().build());
    RoundTrips.assertTextKeeps(conf, layer);
    assertTrue(conf.toJson().contains("org.bnn4j.layers.weightnoise.QuantizedWeights"));
  }

  @Test
  void zipKeepsLatentsAndUpdaterState(@TempDir Path directory) throws Exception {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT,
            QuantizedWeights.binary().on(lstm().updater(new Adam(0.05))).build(),
            QuantizedWeights.ternary().on(head().updater(new Adam(0.05))).build());
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 5, 4, 7);
    RoundTrips.assertZipContinues(net, x, net.output(x).dup(), directory);
  }

  @Test
  void latentsAreClippedAndNothingElse() {
    MultiLayerNetwork net =
        Nets.net(
            DataType.DOUBLE,
            QuantizedWeights.binary().only("RW").on(graves(), 0.25).build(),
            head().build());
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, 4, 7);
    net.params().assign(Nets.uniform(DataType.DOUBLE, 3, net.params().shape()).muli(3));
    net.fit(x, net.output(x));

    INDArray recurrent = net.getParam("0_RW");
    INDArray gates = recurrent.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 24));
    INDArray peepholes = recurrent.get(NDArrayIndex.all(), NDArrayIndex.interval(24, 27));
    assertEquals(0.25, gates.amaxNumber().doubleValue());
    assertTrue(gates.aminNumber().doubleValue() < 0.25);
    assertTrue(peepholes.amaxNumber().doubleValue() > 1);
    assertTrue(net.getParam("0_W").amaxNumber().doubleValue() > 1);
    assertTrue(net.getParam("0_b").amaxNumber().doubleValue() > 1);
  }

  @SuppressWarnings("deprecation") // DL4J deprecates it, and supports it.
  private static GravesLSTM.Builder graves() {
    return new GravesLSTM.Builder().nIn(4).nOut(6);
  }

  @Test
  void gainsOfLayerNormalizationStayAsTheyAre() {
    MultiLayerNetwork net =
        Nets.net(
            DataType.DOUBLE,
            QuantizedWeights.binary().on(dense().hasLayerNorm(true).gainInit(2)).build(),
            vectorHead());
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, 4);
    net.fit(x, net.output(x));
    assertTrue(net.getParam("0_g").aminNumber().doubleValue() > 1.5);
    MultiLayerNetwork twin =
        Nets.net(DataType.DOUBLE, dense().hasLayerNorm(true).build(), vectorHead());
    twin.setParams(net.params());
    twin.getParam("0_W").assign(signs(net.getParam("0_W")));
    assertEquals(twin.output(x), net.output(x));
  }

  @Test
  void onKeepsConstraintsThatAreThereAlready() {
    Layer layer =
        QuantizedWeights.binary().on(dense().constrainWeights(new MaxNormConstraint(2, 1))).build();
    List<String> constraints =
        layer.getConstraints().stream().map(c -> c.getClass().getSimpleName()).toList();
    assertEquals(List.of("MaxNormConstraint", "LatentWeightClip"), constraints);
  }

  @Test
  void onlyTheNamedParametersAreQuantized() {
    SimpleRnn.Builder rnn = new SimpleRnn.Builder().nIn(4).nOut(6);
    MultiLayerNetwork net =
        Nets.net(
            DataType.DOUBLE, QuantizedWeights.binary().only("RW").on(rnn).build(), head().build());
    MultiLayerNetwork twin =
        Nets.net(DataType.DOUBLE, new SimpleRnn.Builder().nIn(4).nOut(6).build(), head().build());
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, 4, 7);
    twin.setParams(net.params());
    assertNotEquals(twin.output(x), net.output(x));
    twin.getParam("0_RW").assign(signs(net.getParam("0_RW")));
    assertEquals(twin.output(x), net.output(x));
  }

  @Test
  void oneInstanceServesLayersOfOneSizeEach() {
    QuantizedWeights shared = new QuantizedWeights();
    DenseLayer.Builder square = new DenseLayer.Builder().nIn(6).nOut(6);
    MultiLayerNetwork net =
        Nets.net(
            DataType.DOUBLE,
            shared.on(dense()).build(),
            shared.on(square).build(),
            shared.on(square).build(),
            vectorHead());
    assertSame(noise(net, 0), noise(net, 2));
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, 4);
    INDArray labels = net.output(x).dup();
    MultiLayerNetwork apart =
        Nets.net(
            DataType.DOUBLE,
            new QuantizedWeights().on(dense()).build(),
            new QuantizedWeights().on(square).build(),
            new QuantizedWeights().on(square).build(),
            vectorHead());
    apart.setParams(net.params());
    for (int step = 0; step < 5; step++) {
      net.fit(x, labels.rsub(1));
      apart.fit(x, labels.rsub(1));
    }
    assertEquals(apart.params(), net.params());
  }

  private static QuantizedWeights noise(MultiLayerNetwork net, int layer) {
    return (QuantizedWeights) ((BaseLayer) net.getLayer(layer).conf().getLayer()).getWeightNoise();
  }

  private static INDArray signs(INDArray weights) {
    return weights.gt(0).castTo(weights.dataType()).muli(2).subi(1);
  }

  @Test
  void graphsLearnAndSurvive(@TempDir Path directory) throws Exception {
    ComputationGraphConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.05))
            .graphBuilder()
            .addInputs("in")
            .addLayer("both", new Bidirectional(QuantizedWeights.binary().on(lstm()).build()), "in")
            .addLayer(
                "last",
                new LastTimeStep(QuantizedWeights.ternary().on(new LSTM.Builder().nOut(6)).build()),
                "both")
            .addLayer("out", vectorHead(), "last")
            .setOutputs("out")
            .setInputTypes(InputType.recurrent(4, 7))
            .build();
    QuantizedWeights.check(conf);
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 6, 4, 7);
    DataSet data = new DataSet(x, Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2));
    RoundTrips.assertTrainsAndSurvives(
        conf, data, directory, "both_fW", "both_bRW", "last_W", "last_RW");
  }

  @Test
  void javaSerializationKeepsTheSettings() throws Exception {
    QuantizedWeights written = QuantizedWeights.ternary().only("W");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(written);
    }
    Object read;
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = in.readObject();
    }
    assertEquals(written, read);
    assertEquals(0, ((QuantizedWeights) read).buffers().size());
  }

  @Test
  void binaryIsTheDefault() {
    assertEquals(new QuantizedWeights(), QuantizedWeights.binary());
    assertEquals(new SignQuantizer(), QuantizedWeights.binary().quantizer());
    assertEquals(new TernaryQuantizer(), QuantizedWeights.ternary().quantizer());
    assertNotEquals(QuantizedWeights.binary(), QuantizedWeights.ternary());
    assertNotEquals(QuantizedWeights.binary(), QuantizedWeights.binary().only("W", "RW"));
    assertEquals(
        QuantizedWeights.binary().only("RW", "W"), QuantizedWeights.binary().only("W", "RW"));
    assertTrue(QuantizedWeights.binary().only("RW").toString().contains("[RW]"));
  }
}
