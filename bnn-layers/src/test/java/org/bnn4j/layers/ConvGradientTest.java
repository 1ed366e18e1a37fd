package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class ConvGradientTest {

  @BeforeAll
  static void doublesByDefault() {
    // The gradient check insists, though it looks at the network's type as well.
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void floatsByDefault() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  static Stream<QuantizedConv2D.Builder<?>> builders() {
    return Stream.of(
        new TestConv2D.Builder(new IdentityQuantizer()).nOut(3),
        new TestConv2D.Builder(new IdentityQuantizer())
            .nOut(3)
            .convolutionMode(ConvolutionMode.Same)
            .stride(2)
            .padValue(1)
            .activation(Activation.TANH),
        new TernaryConv2D.Builder()
            .nOut(3)
            .quantizer(new TernaryQuantizer().perOutput(true))
            .dilation(2)
            .padding(1),
        new BinaryDepthwiseConv2D.Builder().padding(1).padValue(-1).activation(Activation.TANH),
        new BinarySeparableConv2D.Builder().nOut(3).depthMultiplier(2));
  }

  /** The numeric slope of a level is 0, so latent weights are left out, but for the identity. */
  @ParameterizedTest
  @MethodSource("builders")
  void numeric(QuantizedConv2D.Builder<?> builder) {
    boolean identity = builder instanceof TestConv2D.Builder;
    var conf =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .updater(new NoOp())
            .list()
            .layer(new ConvolutionLayer.Builder(1, 1).nOut(2).activation(Activation.TANH).build())
            .layer(builder.kernelSize(2).hasBias(true).build())
            .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutional(3, 4, 2))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    net.setParams(Nets.uniform(DataType.DOUBLE, 2, net.numParams()));
    assertTrue(
        GradientCheckUtil.checkGradients(
            new GradientCheckUtil.MLNConfig()
                .net(net)
                .input(Nets.uniform(DataType.DOUBLE, 1, 3, 2, 3, 4))
                .labels(Nets.oneHot(DataType.DOUBLE, 3, 0, 2, 1))
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-9)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
                .excludeParams(identity ? null : Set.of("1_W", "1_pW"))));
  }

  @Test
  void backwardLeavesTheEpsilonAlone() {
    TernaryConv2D layer = new TernaryConv2D.Builder(2).nIn(2).nOut(3).build();
    MultiLayerNetwork net = Nets.net(DataType.DOUBLE, layer);
    net.setInput(Nets.uniform(DataType.DOUBLE, 1, 2, 2, 4, 4));
    net.feedForward(true, false);
    INDArray epsilon = Nets.uniform(DataType.DOUBLE, 9, 2, 3, 3, 3);
    double[] before = epsilon.dup().data().asDouble();
    net.backpropGradient(epsilon, null);
    assertArrayEquals(before, epsilon.data().asDouble());
  }
}
