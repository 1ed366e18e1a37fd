package org.bnn4j.layers.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.RoundTrips;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Bop in networks. */
class BopTest {

  static final INDArray X = Nets.uniform(DataType.FLOAT, 1, 6, 4);
  static final INDArray LABELS = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);

  private static MultiLayerConfiguration conf(IUpdater updater, InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(7).updater(updater).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return list.layer(Nets.softmax()).setInputType(input).build();
  }

  private static MultiLayerNetwork net(IUpdater updater, InputType input, Layer... layers) {
    MultiLayerNetwork net = new MultiLayerNetwork(conf(updater, input, layers));
    net.init();
    return net;
  }

  /** Dense layers with all that stands between them, for four inputs and three classes. */
  private static Layer[] perceptron() {
    return new Layer[] {
      new BinaryDense.Builder().nOut(16).build(),
      new BatchNormalization(),
      new ActivationLayer(new SignSTE()),
      new BinaryDense.Builder().nOut(3).build(),
      new BatchNormalization()
    };
  }

  static MultiLayerNetwork perceptron(IUpdater updater) {
    return net(updater, InputType.feedForward(4), perceptron());
  }

  private static void assertSigns(INDArray weights) {
    for (int i = 0; i < weights.length(); i++) {
      assertEquals(1, Math.abs(weights.getDouble(i)), "weight " + i);
    }
  }

  /** Bop sees the mean of the minibatch's gradients, normalized, if they are. */
  @ParameterizedTest
  @EnumSource(names = {"None", "ClipElementWiseAbsoluteValue"})
  void flipsByTheMeanGradient(GradientNormalization normalization) {
    double threshold = 0.02;
    double bound = normalization == GradientNormalization.None ? 1000 : 0.01;
    BinaryDense layer =
        new BinaryDense.Builder()
            .nIn(4)
            .nOut(3)
            .updater(new Bop(threshold, 1))
            .gradientNormalization(normalization)
            .gradientNormalizationThreshold(bound)
            .build();
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, layer, Nets.softmax());
    INDArray before = net.getParam("0_W").dup();
    INDArray gradient =
        net.calculateGradients(X, LABELS, null, null)
            .getFirst()
            .gradientForVariable()
            .get("0_W")
            .dup();
    net.fit(X, LABELS);
    int flips = 0;
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        double mean = gradient.getDouble(row, column) / 6;
        double seen = Math.max(-bound, Math.min(bound, mean));
        double sign = before.getDouble(row, column) > 0 ? 1 : -1;
        boolean flip = seen * sign >= threshold;
        flips += flip ? 1 : 0;
        assertEquals(flip ? -sign : sign, net.getParam("0_W").getDouble(row, column), 1e-6);
      }
    }
    if (bound > 1) {
      assertTrue(flips > 0 && flips < 12, flips + " flips");
    } else {
      assertEquals(0, flips);
    }
  }

  /** Which of two half spaces points lie in. */
  private static INDArray sides(INDArray x) {
    INDArray side = x.mmul(Nets.uniform(x.dataType(), 99, x.size(1), 1));
    int[] labels = new int[(int) x.size(0)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = side.getDouble(i) > 0 ? 1 : 0;
    }
    return Nets.oneHot(x.dataType(), 2, labels);
  }

  private static double accuracy(MultiLayerNetwork net, INDArray x, INDArray labels) {
    Evaluation evaluation = new Evaluation();
    evaluation.eval(labels, net.output(x));
    return evaluation.accuracy();
  }

  @Test
  void learnsASeparableProblem() {
    MultiLayerNetwork net =
        net(
            new Bop(1e-4, 0.01).otherwise(new Adam(0.03)),
            InputType.feedForward(10),
            new BinaryDense.Builder().nOut(64).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(32).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(2).build(),
            new BatchNormalization());
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 300, 10);
    assertTrue(accuracy(net, x, sides(x)) < 0.8, "the problem should need training");
    for (int step = 0; step < 100; step++) {
      net.fit(x, sides(x));
    }
    INDArray unseen = Nets.uniform(DataType.FLOAT, 2, 500, 10);
    double accuracy = accuracy(net, unseen, sides(unseen));
    assertTrue(accuracy > 0.85, "unseen " + accuracy);
    for (int layer : new int[] {0, 3, 6}) {
      assertSigns(net.getParam(layer + "_W"));
    }
  }

  @Test
  void convolutionsOfAllKinds() {
    MultiLayerNetwork net =
        net(
            new Bop(1e-4, 0.5).otherwise(new Adam(0.01)),
            InputType.convolutional(6, 6, 2),
            new BinaryConv2D.Builder(3, 3).nOut(4).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinaryDepthwiseConv2D.Builder(2, 2).depthMultiplier(2).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinarySeparableConv2D.Builder(2, 2).nOut(5).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(3).build());
    List<String> weights = List.of("0_W", "3_W", "6_W", "6_pW", "9_W");
    List<INDArray> before = weights.stream().map(key -> net.getParam(key).dup()).toList();
    INDArray images = Nets.uniform(DataType.FLOAT, 1, 6, 2, 6, 6);
    net.fit(images, LABELS);
    net.fit(images, LABELS);
    for (int i = 0; i < weights.size(); i++) {
      INDArray after = net.getParam(weights.get(i));
      assertSigns(after);
      int flips = 0;
      for (int j = 0; j < after.length(); j++) {
        flips += after.getDouble(j) * before.get(i).getDouble(j) < 0 ? 1 : 0;
      }
      assertTrue(flips > 0, weights.get(i) + " should have flipped");
    }
  }

  /** Only binary weights are Bop's; with a threshold out of reach the rest is trained as alone. */
  @Test
  void leavesTheRestToTheOtherUpdater() {
    Layer[] layers = {
      new BinaryDense.Builder().nOut(8).hasBias(true).build(),
      new BatchNormalization(),
      new ActivationLayer(new SignSTE()),
      new TernaryDense.Builder().nOut(3).build(),
    };
    MultiLayerNetwork net =
        net(new Bop(1e9, 0.1).otherwise(new Adam(0.02)), InputType.feedForward(4), layers);
    layers[0] =
        new BinaryDense.Builder()
            .nOut(8)
            .hasBias(true)
            .updater(new Sgd(0))
            .biasUpdater(new Adam(0.02))
            .build();
    MultiLayerNetwork twin = net(new Adam(0.02), InputType.feedForward(4), layers);
    INDArray bias = net.getParam("0_b").dup();
    INDArray ternary = net.getParam("3_W").dup();
    for (int step = 0; step < 4; step++) {
      net.fit(X, LABELS);
      twin.fit(X, LABELS);
    }
    assertSigns(net.getParam("0_W"));
    for (String key : List.of("0_b", "1_gamma", "1_beta", "3_W")) {
      assertEquals(twin.getParam(key), net.getParam(key), key);
    }
    assertNotEquals(bias, net.getParam("0_b"));
    assertNotEquals(ternary, net.getParam("3_W"));
  }

  @Test
  void ofOneLayerBesideAdam() {
    Layer[] layers = perceptron();
    layers[0] = new BinaryDense.Builder().nOut(16).updater(new Bop(1e-3, 0.1)).build();
    MultiLayerNetwork net = net(new Adam(0.01), InputType.feedForward(4), layers);
    net.fit(X, LABELS);
    net.fit(X, LABELS);
    assertSigns(net.getParam("0_W"));
    assertTrue(net.getParam("3_W").ameanNumber().doubleValue() < 0.9, "latents stay latents");
  }

  /** A changed learning rate is the other updater's, and the averages survive it. */
  @Test
  void learningRatesCanBeSet() {
    MultiLayerNetwork net = perceptron(new Bop(1e-3, 0.1).otherwise(new Adam(0.01)));
    for (int step = 0; step < 5; step++) {
      net.fit(X, LABELS);
    }
    INDArray state = net.getUpdater().getStateViewArray().dup();
    net.setLearningRate(0);
    assertEquals(0, net.getLearningRate(1));
    assertEquals(state, net.getUpdater().getStateViewArray());
    INDArray gamma = net.getParam("1_gamma").dup();
    INDArray weights = net.getParam("0_W").dup();
    for (int step = 0; step < 5; step++) {
      net.fit(X, LABELS);
    }
    assertEquals(gamma, net.getParam("1_gamma"));
    assertNotEquals(weights, net.getParam("0_W"), "Bop goes on");
  }

  static Stream<IUpdater> updaters() {
    ExponentialSchedule schedule = new ExponentialSchedule(ScheduleType.EPOCH, 0.01, 0.9);
    return Stream.of(
        new Bop().otherwise(new Adam(0.01)),
        new Bop(1e-6, 1e-3).otherwise(new Sgd(0.1)),
        new Bop(1e-6, 1e-3).otherwise(new Adam(schedule)),
        new Bop().gamma(schedule).otherwise(new Adam(0.01)),
        new Bop().threshold(schedule).otherwise(new GlorotScaled(new Adam(0.01))));
  }

  @ParameterizedTest
  @MethodSource("updaters")
  void jsonAndYaml(IUpdater updater) {
    Layer[] layers = perceptron();
    RoundTrips.assertTextKeeps(conf(updater, InputType.feedForward(4), layers), layers[0]);
  }

  @Test
  void differentSettingsAreNotEqual() {
    assertEquals(updaters().count(), updaters().distinct().count());
    assertEquals(updaters().toList(), updaters().map(IUpdater::clone).toList());
    assertNotEquals(new Bop(), new Bop().otherwise(new Adam()));
    assertEquals("Bop(threshold=1.0E-8, gamma=1.0E-4)", new Bop().toString());
  }

  @Test
  void zipKeepsTheAverages(@TempDir Path directory) throws Exception {
    Bop bop = new Bop(1e-3, 0.1).otherwise(new Adam(0.05));
    RoundTrips.assertZipContinues(perceptron(bop), X, LABELS, directory);
  }

  @Test
  void inAGraph(@TempDir Path directory) throws Exception {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Bop(1e-3, 0.1).otherwise(new Adam(0.02)))
            .graphBuilder()
            .addInputs("in")
            .addLayer("a", new BinaryDense.Builder().nOut(16).build(), "in")
            .addLayer("bnA", new BatchNormalization(), "a")
            .addLayer("signA", new ActivationLayer(new SignSTE()), "bnA")
            .addLayer("b", new BinaryDense.Builder().nOut(16).build(), "signA")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bnA", "b")
            .addLayer("bnB", new BatchNormalization(), "sum")
            .addLayer("signB", new ActivationLayer(new SignSTE()), "bnB")
            .addLayer("c", new BinaryDense.Builder().nOut(3).build(), "signB")
            .addLayer("bnC", new BatchNormalization(), "c")
            .addLayer("out", Nets.softmax(), "bnC")
            .setOutputs("out")
            .setInputTypes(InputType.feedForward(4))
            .build();
    RoundTrips.assertTrainsAndSurvives(conf, new DataSet(X, LABELS), directory, "a_W", "b_W");
  }

  @Test
  void memoryReportCountsTheAverages() {
    BinaryDense.Builder layer =
        new BinaryDense.Builder().nIn(40).nOut(30).hasBias(true).updater(new Bop());
    var report = layer.biasUpdater(new Adam()).build().getMemoryReport(InputType.feedForward(40));
    assertEquals(40 * 30 + 2 * 30, report.getUpdaterStateSize());
  }
}
