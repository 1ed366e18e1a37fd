package org.bnn4j.layers.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.RoundTrips;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class GlorotScaledTest {

  private static final INDArray X = Nets.uniform(DataType.FLOAT, 1, 6, 4);
  private static final INDArray LABELS = Nets.oneHot(DataType.FLOAT, 3, 0, 1, 2, 0, 1, 2);

  private static double rate(Layer layer, String param, int iteration, int epoch) {
    return ((BaseLayer) layer).getUpdaterByParam(param).getLearningRate(iteration, epoch);
  }

  private static MultiLayerConfiguration conf(IUpdater updater, InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(7).updater(updater).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return list.layer(Nets.softmax()).setInputType(input).build();
  }

  /** Coefficients worked out by hand, where fan-in is known from the network's input alone. */
  @Test
  void coefficientsByHand() {
    Layer[] layers = {
      new BinaryConv2D.Builder(3, 3).nOut(256).stride(2, 2).build(),
      new BinaryDepthwiseConv2D.Builder(3, 2).depthMultiplier(3).build(),
      new BinarySeparableConv2D.Builder(5, 5).depthMultiplier(2).nOut(6).build(),
      new BatchNormalization(),
      new TernaryDense.Builder().nOut(21).hasBias(true).build(),
    };
    conf(new GlorotScaled(new Adam(0.001)), InputType.convolutional(15, 15, 128), layers);
    // 3 * 3 * 128 = 1152 and 3 * 3 * 256 = 2304, together 1.5 * 48^2.
    assertEquals(0.001 * 48, rate(layers[0], "W", 0, 0), 1e-12);
    // 3 * 2 = 6 and 3 * 2 * 3 = 18, together 1.5 * 16.
    assertEquals(0.001 * 4, rate(layers[1], "W", 0, 0), 1e-12);
    // 25 and 50, together 1.5 * 50; then 2 * 768 = 1536 and 6, together 1.5 * 1028.
    assertEquals(0.001 * Math.sqrt(50), rate(layers[2], "W", 0, 0), 1e-12);
    assertEquals(0.001 * Math.sqrt(1028), rate(layers[2], "pW", 0, 0), 1e-12);
    assertEquals(0.001, rate(layers[3], "gamma", 0, 0));
    // 6 channels of 1 by 2 are 12 values; 12 and 21, together 1.5 * 22.
    assertEquals(0.001 * Math.sqrt(22), rate(layers[4], "W", 0, 0), 1e-12);
    assertEquals(0.001, rate(layers[4], "b", 0, 0));
  }

  @Test
  void squaredWhereUpdatesGrowWithTheGradients() {
    BinaryDense.Builder layer = new BinaryDense.Builder().nIn(784).nOut(1024);
    // 784 + 1024 = 1808, by 1.5: 1205.333, of which the square root is 34.71791.
    assertEquals(
        34.71791, rate(layer.updater(new GlorotScaled(new Adam(1))).build(), "W", 0, 0), 1e-5);
    assertEquals(
        1205.33333, rate(layer.updater(new GlorotScaled(new Sgd(1))).build(), "W", 0, 0), 1e-5);
    assertEquals(
        1205.33333,
        rate(layer.updater(new GlorotScaled(new Nesterovs(1, 0.9))).build(), "W", 0, 0),
        1e-5);
  }

  @Test
  void schedulesAreScaled() {
    for (ScheduleType type : ScheduleType.values()) {
      IUpdater updater = new GlorotScaled(new Adam(new ExponentialSchedule(type, 0.1, 0.5)));
      BinaryDense layer = new BinaryDense.Builder().nIn(4).nOut(2).updater(updater).build();
      double halvings = type == ScheduleType.EPOCH ? 3 : 5;
      assertEquals(0.1 * Math.pow(0.5, halvings) * 2, rate(layer, "W", 5, 3), 1e-12);
    }
  }

  static Stream<IUpdater> updaters() {
    return Stream.of(
        new Adam(0.01),
        new AMSGrad(0.01),
        new AdaGrad(0.01),
        new AdaMax(0.01),
        new Nadam(0.01),
        new Nesterovs(0.01, 0.9),
        new RmsProp(0.01),
        new Sgd(0.01));
  }

  private static MultiLayerNetwork net(IUpdater network, IUpdater weights) {
    MultiLayerConfiguration conf =
        conf(
            network,
            InputType.feedForward(4),
            new BinaryDense.Builder().nOut(20).hasBias(true).updater(weights).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(4).updater(weights).build());
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    return net;
  }

  /** Both layers have 24 inputs and outputs: the coefficient is 4, or 16. */
  @ParameterizedTest
  @MethodSource("updaters")
  void everyUpdaterTrainsAsWithTheScaledRate(IUpdater updater) {
    double factor = updater instanceof Sgd || updater instanceof Nesterovs ? 16 : 4;
    IUpdater byHand = updater.clone();
    byHand.setLrAndSchedule(factor * 0.01, null);
    INDArray labels = Nets.oneHot(DataType.FLOAT, 4, 0, 1, 2, 3, 1, 2);
    MultiLayerNetwork net = net(new GlorotScaled(updater), new GlorotScaled(updater));
    MultiLayerConfiguration conf = net(updater, byHand).getLayerWiseConfigurations();
    ((BaseLayer) conf.getConf(0).getLayer()).setBiasUpdater(updater);
    MultiLayerNetwork twin = new MultiLayerNetwork(conf);
    twin.init();
    assertEquals(twin.params(), net.params());
    INDArray before = net.params().dup();
    for (int step = 0; step < 5; step++) {
      net.fit(X, labels);
      twin.fit(X, labels);
    }
    assertNotEquals(before, net.params());
    assertTrue(twin.params().equalsWithEps(net.params(), 1e-6));
  }

  @Test
  void textZipAndLearningRate(@TempDir Path directory) throws Exception {
    ExponentialSchedule schedule = new ExponentialSchedule(ScheduleType.ITERATION, 0.02, 0.9);
    Layer[] layers = {
      new BinaryDense.Builder().nOut(8).build(), new TernaryDense.Builder().nOut(3).build()
    };
    MultiLayerConfiguration conf =
        conf(new GlorotScaled(new Adam(schedule)), InputType.feedForward(4), layers);
    RoundTrips.assertTextKeeps(conf, layers[0]);
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    RoundTrips.assertZipContinues(net, X, LABELS, directory);
    net.setLearningRate(0.5);
    assertEquals(0.5, net.getLearningRate(0));
    // 4 + 8 = 1.5 * 8.
    assertEquals(0.5 * Math.sqrt(8), rate(net.getLayer(0).conf().getLayer(), "W", 0, 0), 1e-12);
    net.fit(X, LABELS);
  }

  @Test
  void equality() {
    assertEquals(new GlorotScaled(new Adam(1)), new GlorotScaled(new Adam(1)).clone());
    assertNotEquals(new GlorotScaled(new Adam(1)), new GlorotScaled(new Adam(2)));
    assertTrue(new GlorotScaled(new Sgd(0.25)).toString().contains("0.25"));
  }

  @Test
  void updatersWithoutALearningRate() {
    for (IUpdater updater :
        new IUpdater[] {
          new AdaDelta(), new NoOp(), new Bop(), new GlorotScaled(new Adam()),
        }) {
      String message =
          assertThrows(DL4JInvalidConfigException.class, () -> new GlorotScaled(updater))
              .getMessage();
      assertTrue(message.contains(updater.toString()), message);
    }
  }

  /** Ternary weights are not Bop's, so they get what is otherwise there. */
  @Test
  void beneathBop() {
    IUpdater updater = new Bop().otherwise(new GlorotScaled(new Adam(1)));
    TernaryDense ternary = new TernaryDense.Builder().nIn(4).nOut(2).updater(updater).build();
    assertEquals(2, rate(ternary, "W", 0, 0));
  }
}
