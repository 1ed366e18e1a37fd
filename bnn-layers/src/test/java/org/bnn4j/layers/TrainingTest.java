package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class TrainingTest {

  /** Which half space of a fixed random direction a point lies in. */
  private static INDArray halfSpaces(INDArray x) {
    INDArray side = x.mmul(Nets.uniform(x.dataType(), 99, x.size(1), 1));
    int[] labels = new int[(int) x.size(0)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = side.getDouble(i) > 0 ? 1 : 0;
    }
    return Nets.oneHot(x.dataType(), 2, labels);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void learnsASeparableProblem(DataType type) {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(type)
            .updater(new Adam(0.03))
            .list()
            .layer(new BinaryDense.Builder().nOut(64).build())
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new TernaryDense.Builder().nOut(32).build())
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new BinaryDense.Builder().nOut(2).build())
            .layer(new BatchNormalization())
            .layer(Nets.softmax())
            .setInputType(InputType.feedForward(10))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    var scores = new CollectScoresIterationListener();
    net.setListeners(scores);
    INDArray x = Nets.uniform(type, 1, 300, 10);
    INDArray labels = halfSpaces(x);
    assertTrue(accuracy(net, x, labels) < 0.8, "the problem should need training");
    for (int step = 0; step < 60; step++) {
      net.fit(x, labels);
    }
    assertTrue(accuracy(net, x, labels) > 0.9, "trained " + accuracy(net, x, labels));
    INDArray unseen = Nets.uniform(type, 2, 500, 10);
    double accuracy = accuracy(net, unseen, halfSpaces(unseen));
    assertTrue(accuracy > 0.85, "unseen " + accuracy);
    assertEquals(60, scores.getScoreVsIter().getEffectiveScores().length);
    for (int layer : new int[] {0, 3, 6}) {
      double largest = net.getParam(layer + "_W").amaxNumber().doubleValue();
      assertTrue(largest <= 1, "latents clipped, got " + largest);
    }
  }

  private static double accuracy(MultiLayerNetwork net, INDArray x, INDArray labels) {
    Evaluation evaluation = new Evaluation();
    evaluation.eval(labels, net.output(x));
    return evaluation.accuracy();
  }

  /** Updates too small to change a level still add up. */
  @Test
  void latentsAccumulate() {
    BinaryDense layer = new BinaryDense.Builder().nIn(4).nOut(3).updater(new Sgd(1e-3)).build();
    MultiLayerNetwork net = Nets.net(DataType.DOUBLE, layer, Nets.softmax());
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 6, 4);
    INDArray labels = Nets.oneHot(DataType.DOUBLE, 3, 0, 1, 2, 0, 1, 2);
    INDArray latents = net.getParam("0_W");
    latents.assign(Nets.uniform(DataType.DOUBLE, 4, 4, 3).muli(0.4).addi(0.5));
    INDArray before = latents.dup();
    INDArray output = net.output(x).dup();
    INDArray gradient = net.calculateGradients(x, labels, null, null).getFirst().gradient().dup();
    int steps = 5;
    for (int step = 0; step < steps; step++) {
      net.fit(x, labels);
    }
    assertEquals(output, net.output(x), "no level has changed");
    // Levels, and so gradients, were the same in every step; DL4J divides them by the batch size.
    INDArray moved = before.sub(latents).divi(steps * 1e-3 / 6);
    INDArray expected = gradient.reshape('f', 4, 3);
    assertTrue(expected.sub(moved).amaxNumber().doubleValue() < 1e-9, expected + " " + moved);
  }

  private static double largestAfterOneStep(QuantizedDense layer, double latent) {
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, layer, Nets.softmax());
    net.getParam("0_W").assign(latent);
    net.fit(Nets.uniform(DataType.FLOAT, 1, 2, 4), Nets.oneHot(DataType.FLOAT, 3, 0, 1));
    return net.getParam("0_W").amaxNumber().doubleValue();
  }

  @Test
  void clipBoundsLatentsAndNothingElse() {
    assertEquals(1, largestAfterOneStep(new BinaryDense.Builder().nIn(4).nOut(3).build(), -5));
    TernaryDense.Builder half = new TernaryDense.Builder().nIn(4).nOut(3).clip(0.5);
    assertEquals(0.5, largestAfterOneStep(half.build(), 5));
    BinaryDense.Builder open = new BinaryDense.Builder().nIn(4).nOut(3).noClip();
    assertTrue(largestAfterOneStep(open.build(), 5) > 4);

    BinaryDense biased = new BinaryDense.Builder().nIn(4).nOut(3).hasBias(true).build();
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, biased, Nets.softmax());
    net.getParam("0_b").assign(5);
    net.fit(Nets.uniform(DataType.FLOAT, 1, 2, 4), Nets.oneHot(DataType.FLOAT, 3, 0, 1));
    assertTrue(net.getParam("0_b").minNumber().doubleValue() > 4, "biases are not clipped");
  }

  @Test
  void constraintsOfTheUserAndOfTheNetworkStillApply() {
    BinaryDense layer =
        new BinaryDense.Builder()
            .nIn(4)
            .nOut(3)
            .constrainWeights(new NonNegativeConstraint())
            .build();
    assertEquals(0, largestAfterOneStep(layer, -5));
    var conf =
        new NeuralNetConfiguration.Builder()
            .constrainWeights(new NonNegativeConstraint())
            .updater(new Sgd(0))
            .list()
            .layer(new BinaryDense.Builder().nIn(4).nOut(3).build())
            .layer(Nets.softmax())
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    net.getParam("0_W").assign(-5).putScalar(0, 7);
    net.fit(Nets.uniform(DataType.FLOAT, 1, 2, 4), Nets.oneHot(DataType.FLOAT, 3, 0, 1));
    assertEquals(0, net.getParam("0_W").minNumber().doubleValue());
    assertEquals(1, net.getParam("0_W").maxNumber().doubleValue());
  }

  @Test
  void weightDecayActsOnTheLatents() {
    BinaryDense.Builder builder = new BinaryDense.Builder().weightDecay(0.5, false).noClip();
    double decayed = largestAfterOneStep(builder.nIn(4).nOut(3).build(), 5);
    assertTrue(decayed < 4, "5 less half of itself, give or take a small gradient: " + decayed);
    assertNotEquals(0, decayed);
  }
}
