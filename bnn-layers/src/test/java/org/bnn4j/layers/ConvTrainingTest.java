package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class ConvTrainingTest {

  static Stream<QuantizedConv2D.Builder<?>> builders() {
    return Stream.of(
        new BinaryConv2D.Builder(3).nOut(4),
        new TernaryConv2D.Builder(3)
            .nOut(4)
            .quantizer(new TernaryQuantizer().fixedThreshold(0.05).scaled(false)),
        new BinaryDepthwiseConv2D.Builder(3).depthMultiplier(2),
        new BinarySeparableConv2D.Builder(3).nOut(4));
  }

  private static MultiLayerNetwork net(DataType type, QuantizedConv2D.Builder<?> builder) {
    return Nets.net(type, builder.nIn(3).build(), Nets.imageLoss());
  }

  private static INDArray images(DataType type) {
    return Nets.uniform(type, 1, 6, 3, 5, 6);
  }

  private static void fitOnce(MultiLayerNetwork net, INDArray x) {
    net.fit(x, Nets.uniform(x.dataType(), 8, net.output(x).shape()));
  }

  /** Updates too small to change a level still add up. */
  @ParameterizedTest
  @MethodSource("builders")
  void latentsAccumulateTheGradientOfTheLevels(QuantizedConv2D.Builder<?> builder) {
    MultiLayerNetwork net = net(DataType.DOUBLE, builder.noClip().updater(new Sgd(1e-6)));
    INDArray latents = net.params();
    INDArray away = latents.dup();
    new SignSTE().getActivation(away, false);
    latents.addi(away.muli(0.1)); // From every threshold.
    INDArray x = images(DataType.DOUBLE);
    INDArray output = net.output(x).dup();
    INDArray labels = Nets.uniform(DataType.DOUBLE, 8, output.shape());
    INDArray before = latents.dup();
    INDArray gradient = net.calculateGradients(x, labels, null, null).getFirst().gradient().dup();
    for (int step = 0; step < 5; step++) {
      net.fit(x, labels);
    }
    assertEquals(output, net.output(x), "no level has changed");
    // Levels, and so gradients, were the same in every step; DL4J divides them by the batch size.
    INDArray moved = before.sub(latents).divi(5 * 1e-6 / 6).reshape(gradient.shape());
    assertTrue(gradient.amaxNumber().doubleValue() > 1);
    double difference = gradient.sub(moved).amaxNumber().doubleValue();
    assertTrue(difference < 1e-6, "differ by " + difference);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void clipBoundsAllLatentsAndNothingElse(QuantizedConv2D.Builder<?> builder) {
    MultiLayerNetwork net = net(DataType.FLOAT, builder.hasBias(true).clip(0.5));
    net.params().assign(5);
    fitOnce(net, images(DataType.FLOAT));
    net.paramTable()
        .forEach(
            (name, values) ->
                assertEquals(
                    name.equals("0_b") ? 5 : 0.5,
                    values.amaxNumber().doubleValue(),
                    name.equals("0_b") ? 4 : 0,
                    name));
    assertTrue(net.getParam("0_b").amaxNumber().doubleValue() > 0.5);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void withoutClipLatentsStayOutside(QuantizedConv2D.Builder<?> builder) {
    MultiLayerNetwork net = net(DataType.FLOAT, builder.noClip().updater(new Sgd(1e-4)));
    net.params().assign(5);
    fitOnce(net, images(DataType.FLOAT));
    assertTrue(net.params().minNumber().doubleValue() > 4);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void constraintsOfTheUserApplyToAllLatents(QuantizedConv2D.Builder<?> builder) {
    builder.constrainWeights(new NonNegativeConstraint());
    MultiLayerNetwork net = net(DataType.FLOAT, builder);
    net.params().assign(-5);
    fitOnce(net, images(DataType.FLOAT));
    assertEquals(0, net.params().minNumber().doubleValue());
  }

  @ParameterizedTest
  @MethodSource("builders")
  void weightNoiseActsOnTheLatents(QuantizedConv2D.Builder<?> builder) {
    MultiLayerNetwork twin = net(DataType.DOUBLE, builder.hasBias(true));
    MultiLayerNetwork net = net(DataType.DOUBLE, builder.weightNoise(new NegatedWeights()));
    net.params().assign(Nets.uniform(DataType.DOUBLE, 5, net.params().shape()));
    twin.params().assign(net.params().neg());
    assertSame(twin, net, images(DataType.DOUBLE), 1);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void dropoutActsOnTheInput(QuantizedConv2D.Builder<?> builder) {
    MultiLayerNetwork twin = net(DataType.DOUBLE, builder.hasBias(true));
    MultiLayerNetwork net = net(DataType.DOUBLE, builder.dropOut(new TripledInput()));
    twin.setParams(net.params());
    INDArray x = images(DataType.DOUBLE);
    assertEquals(twin.output(x), net.output(x));
    assertSame(twin, net, x, 3);
  }

  /** The twin gets at once what the net's dropout makes of its input. */
  private static void assertSame(
      MultiLayerNetwork twin, MultiLayerNetwork net, INDArray x, double factor) {
    INDArray labels = Nets.uniform(DataType.DOUBLE, 8, net.output(x).shape());
    var expected = twin.calculateGradients(x.mul(factor), labels, null, null);
    var actual = net.calculateGradients(x, labels, null, null);
    assertEquals(expected.getFirst().gradient(), actual.getFirst().gradient());
    assertEquals(expected.getSecond().mul(factor), actual.getSecond());
  }

  /** Bars across or down: what a kernel sees, and a mean of pixels does not. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void learnsDirections(DataType type) {
    MultiLayerNetwork net = new MultiLayerNetwork(bars(type));
    net.init();
    INDArray x = Nets.uniform(type, 1, 60, 1, 8, 8);
    INDArray labels = drawBars(x);
    for (int step = 0; step < 30; step++) {
      net.fit(x, labels);
    }
    INDArray unseen = Nets.uniform(type, 2, 200, 1, 8, 8);
    Evaluation evaluation = new Evaluation();
    evaluation.eval(drawBars(unseen), net.output(unseen));
    assertTrue(evaluation.accuracy() > 0.9, "unseen " + evaluation.accuracy());
  }

  private static org.deeplearning4j.nn.conf.MultiLayerConfiguration bars(DataType type) {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .dataType(type)
        .updater(new Adam(0.02))
        .convolutionMode(ConvolutionMode.Same)
        .list()
        .layer(new BinaryConv2D.Builder(3).nOut(16).build())
        .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
        .layer(new BatchNormalization())
        .layer(new ActivationLayer(new SignSTE()))
        .layer(new BinarySeparableConv2D.Builder(3).nOut(16).padValue(1).build())
        .layer(new BatchNormalization())
        .layer(new ActivationLayer(new SignSTE()))
        .layer(new TernaryConv2D.Builder(3).nOut(8).padValue(-1).build())
        .layer(new BatchNormalization())
        .layer(new ActivationLayer(new SignSTE()))
        .layer(new BinaryDense.Builder().nOut(2).build())
        .layer(new BatchNormalization())
        .layer(Nets.softmax())
        .setInputType(InputType.convolutional(8, 8, 1))
        .build();
  }

  private static INDArray drawBars(INDArray noise) {
    int[] labels = new int[(int) noise.size(0)];
    for (int n = 0; n < labels.length; n++) {
      labels[n] = n % 2;
      int where = n / 2 % 8;
      INDArray image = noise.slice(n).slice(0);
      (labels[n] == 0 ? image.getRow(where) : image.getColumn(where)).assign(2);
    }
    return Nets.oneHot(noise.dataType(), 2, labels);
  }

  @Test
  void quantizesOncePerStepIntoOneBuffer() {
    IdentityQuantizer quantizer = new IdentityQuantizer();
    MultiLayerNetwork net =
        net(DataType.DOUBLE, new TestConv2D.Builder(quantizer).kernelSize(3).nOut(4));
    INDArray x = images(DataType.DOUBLE);
    INDArray labels = Nets.uniform(DataType.DOUBLE, 8, 6, 4, 3, 4);
    for (int step = 0; step < 10; step++) {
      net.fit(x, labels);
    }
    assertEquals(10, quantizer.calls);
    net.output(x);
    assertEquals(11, quantizer.calls);
    assertEquals(1, quantizer.buffers.size());
  }
}
