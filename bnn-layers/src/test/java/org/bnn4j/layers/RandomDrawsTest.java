package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.Stream;
import org.bnn4j.layers.activations.StochasticSign;
import org.bnn4j.layers.quantizers.StochasticSignQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is drawn at random: once in each step of training, and never at inference. */
class RandomDrawsTest {

  private static final INDArray X = Nets.uniform(DataType.DOUBLE, 1, 6, 4);
  private static final INDArray LABELS = Nets.oneHot(DataType.DOUBLE, 3, 0, 1, 2, 2, 1, 0);

  static Stream<Layer> layers() {
    return Stream.of(
        new BinaryDense.Builder().quantizer(new StochasticSignQuantizer()).nIn(4).nOut(8).build(),
        new BinaryDense.Builder().activation(new StochasticSign()).nIn(4).nOut(8).build());
  }

  private static MultiLayerNetwork net(Layer first) {
    return Nets.net(
        DataType.DOUBLE, first, new TernaryDense.Builder().nIn(8).nOut(3).build(), Nets.softmax());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inferenceIsDeterministic(Layer layer) {
    MultiLayerNetwork net = net(layer);
    net.getParam("0_W").muli(0.2); // So that signs are open.
    INDArray small = X.mul(0.2);
    assertEquals(net.output(small), net.output(small));
    assertNotEquals(net.output(small, true), net.output(small, true));
    INDArray before = net.output(small);
    net.output(small, true);
    assertEquals(before, net.output(small), "after a draw as well");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void trainingRepeatsWithASeed(Layer layer) {
    INDArray[] params = new INDArray[3];
    for (int run = 0; run < params.length; run++) {
      MultiLayerNetwork net = net(layer);
      Nd4j.getRandom().setSeed(run < 2 ? 5 : 6);
      for (int step = 0; step < 10; step++) {
        net.fit(X, LABELS);
      }
      params[run] = net.params();
    }
    assertEquals(params[0], params[1]);
    assertNotEquals(params[0], params[2]);
  }

  /** Counts how often weights were drawn, and how often their signs were taken. */
  private static final class CountedDraws implements WeightQuantizer {

    private static final long serialVersionUID = 1L;

    private final transient StochasticSignQuantizer quantizer = new StochasticSignQuantizer();
    private transient int draws;
    private transient int signs;

    @Override
    public WeightPrecision precision() {
      return WeightPrecision.BINARY;
    }

    @Override
    public void quantize(INDArray latent, INDArray levels) {
      signs++;
      quantizer.quantize(latent, levels);
    }

    @Override
    public void quantizeInTraining(INDArray latent, INDArray levels) {
      draws++;
      quantizer.quantizeInTraining(latent, levels);
    }
  }

  /** An activation that needs its input makes the product again, by the same levels. */
  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "TANH"})
  void weightsAreDrawnOncePerStep(Activation activation) {
    CountedDraws quantizer = new CountedDraws();
    MultiLayerNetwork net =
        net(new TestDense.Builder(quantizer).nIn(4).nOut(8).activation(activation).build());
    for (int step = 1; step <= 5; step++) {
      net.fit(X, LABELS);
      assertEquals(step, quantizer.draws);
    }
    assertEquals(0, quantizer.signs);
    net.output(X);
    assertEquals(1, quantizer.signs);
    assertEquals(5, quantizer.draws);
  }

  /** By Hoeffding's inequality, the frequency is off by more than 0.02 once in 10^13 times. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void activationsFollowTheProbability(DataType type) {
    Nd4j.getRandom().setSeed(3);
    double[] inputs = {-1.5, -1, -0.99, -0.5, 0, 0.25, 0.9, 1, 2, Double.NaN};
    for (double input : inputs) {
      INDArray x = Nd4j.zeros(type, 4, 10_000).assign(input);
      double[] drawn = new StochasticSign().getActivation(x, true).data().asDouble();
      int positive = 0;
      for (double value : drawn) {
        assertEquals(1, Math.abs(value));
        positive += value > 0 ? 1 : 0;
      }
      double probability = input > -1 ? Math.min((input + 1) / 2, 1) : 0; // NaN: never.
      boolean certain = probability == 0 || probability == 1;
      assertEquals(probability, positive / 40_000.0, certain ? 0 : 0.02, "x = " + input);
    }
  }

  /** The loss is that of the values that were drawn, and so is what it sends back. */
  @Test
  void backwardBelongsToTheDrawnActivations() {
    MultiLayerNetwork net =
        Nets.net(DataType.DOUBLE, new ActivationLayer(new StochasticSign()), Nets.squaredLoss());
    INDArray x = Nets.uniform(DataType.DOUBLE, 4, 5, 7).muli(1.2);
    Nd4j.getRandom().setSeed(8);
    double[] drawn = new StochasticSign().getActivation(x.dup(), true).data().asDouble();
    Nd4j.getRandom().setSeed(8);
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, 5, 7);
    INDArray epsilon = net.calculateGradients(x.dup(), labels, null, null).getSecond();
    double[] inputs = x.data().asDouble();
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] *= Math.abs(inputs[i]) <= 1 ? 2.0 / 7 : 0;
    }
    assertArrayEquals(drawn, epsilon.dup('c').data().asDouble(), 1e-12);
  }
}
