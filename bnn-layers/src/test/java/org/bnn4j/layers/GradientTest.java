package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class GradientTest {

  private static final INDArray X = Nets.uniform(DataType.DOUBLE, 1, 5, 4);
  private static final INDArray LABELS = Nets.oneHot(DataType.DOUBLE, 3, 0, 1, 2, 2, 1);

  @BeforeAll
  static void doublesByDefault() {
    // The gradient check insists, though it looks at the network's type as well.
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void floatsByDefault() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  private static MultiLayerNetwork surround(FeedForwardLayer middle) {
    MultiLayerNetwork net =
        Nets.net(
            DataType.DOUBLE,
            new DenseLayer.Builder()
                .nIn(4)
                .nOut(6)
                .activation(Activation.TANH)
                .updater(new NoOp())
                .build(),
            middle,
            new DenseLayer.Builder()
                .nIn(5)
                .nOut(3)
                .activation(Activation.IDENTITY)
                .updater(new NoOp())
                .build(),
            Nets.softmax());
    net.setParams(Nets.uniform(DataType.DOUBLE, 2, net.numParams()));
    return net;
  }

  private static boolean check(MultiLayerNetwork net, Set<String> excluded) {
    return GradientCheckUtil.checkGradients(
        new GradientCheckUtil.MLNConfig()
            .net(net)
            .input(X)
            .labels(LABELS)
            .epsilon(1e-6)
            .maxRelError(1e-5)
            .minAbsoluteError(1e-9)
            .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
            .excludeParams(excluded));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numericWithAnIdentityQuantizer(boolean hasBias) {
    for (Activation activation : new Activation[] {Activation.IDENTITY, Activation.TANH}) {
      TestDense layer =
          new TestDense.Builder(new IdentityQuantizer())
              .nIn(6)
              .nOut(5)
              .hasBias(hasBias)
              .activation(activation)
              .updater(new NoOp())
              .build();
      assertTrue(check(surround(layer), null), activation.toString());
    }
  }

  @Test
  void numericAroundRealQuantizers() {
    // The numeric slope of a level is 0, so the latent weights themselves are left out.
    Set<String> latents = Set.of("1_W");
    BinaryDense.Builder binary = new BinaryDense.Builder().hasBias(true).updater(new NoOp());
    assertTrue(check(surround(binary.nIn(6).nOut(5).build()), latents));
    TernaryDense.Builder ternary =
        new TernaryDense.Builder().quantizer(new TernaryQuantizer().perOutput(true)).hasBias(true);
    assertTrue(check(surround(ternary.nIn(6).nOut(5).updater(new NoOp()).build()), latents));
  }

  @Test
  void weightNoiseActsOnTheLatents() {
    BinaryDense.Builder noisy =
        new BinaryDense.Builder().hasBias(true).weightNoise(new NegatedWeights());
    MultiLayerNetwork net = surround(noisy.nIn(6).nOut(5).build());
    MultiLayerNetwork twin =
        surround(new BinaryDense.Builder().hasBias(true).nIn(6).nOut(5).build());
    twin.getParam("1_W").negi();
    twin.getParam("1_b").negi();
    assertEquals(twin.output(X), net.output(X));
    var expected = twin.calculateGradients(X, LABELS, null, null);
    var actual = net.calculateGradients(X, LABELS, null, null);
    assertEquals(expected.getFirst().gradient(), actual.getFirst().gradient());
    assertEquals(expected.getSecond(), actual.getSecond());
  }

  /** Output layers mask their own gradient, so the layer's mask shows only without one. */
  @Test
  void maskedRowsNeitherPassNorReceiveGradients() {
    BinaryDense layer = new BinaryDense.Builder().nIn(4).nOut(3).hasBias(true).build();
    MultiLayerNetwork net = Nets.net(DataType.DOUBLE, layer);
    net.setInput(X);
    net.feedForward(true, false);
    INDArray epsilon = Nets.uniform(DataType.DOUBLE, 9, 5, 3);
    epsilon.getRow(2).assign(0);
    var expected = net.backpropGradient(epsilon.dup(), null);
    double[] gradient = expected.getFirst().gradient().dup().data().asDouble();

    net.getLayer(0).setMaskArray(Nd4j.createFromArray(1.0, 1, 0, 1, 1).reshape(5, 1));
    epsilon.getRow(2).assign(7);
    var actual = net.backpropGradient(epsilon, null);
    assertArrayEquals(gradient, actual.getFirst().gradient().data().asDouble());
    assertEquals(expected.getSecond(), actual.getSecond());
  }

  @Test
  void backwardLeavesTheEpsilonAlone() {
    TernaryDense layer = new TernaryDense.Builder().nIn(4).nOut(3).build();
    MultiLayerNetwork net = Nets.net(DataType.DOUBLE, layer);
    net.setInput(X);
    net.feedForward(true, false);
    INDArray epsilon = Nets.uniform(DataType.DOUBLE, 9, 5, 3);
    double[] before = epsilon.dup().data().asDouble();
    net.backpropGradient(epsilon, null);
    assertArrayEquals(before, epsilon.data().asDouble());
  }

  @Test
  void quantizesOncePerStepIntoOneBuffer() {
    IdentityQuantizer quantizer = new IdentityQuantizer();
    TestDense layer =
        new TestDense.Builder(quantizer).nIn(4).nOut(3).activation(Activation.TANH).build();
    MultiLayerNetwork net = Nets.net(DataType.DOUBLE, layer, Nets.softmax());
    for (int step = 0; step < 10; step++) {
      net.fit(X, LABELS);
    }
    assertEquals(10, quantizer.calls);
    net.output(X);
    assertEquals(11, quantizer.calls);
    assertEquals(1, quantizer.buffers.size());
  }
}
