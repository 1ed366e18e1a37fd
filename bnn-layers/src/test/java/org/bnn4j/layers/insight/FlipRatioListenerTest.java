package org.bnn4j.layers.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** When it looks, and at which parameters. */
class FlipRatioListenerTest {

  private static final INDArray X = Epochs.uniform(DataType.FLOAT, 1, 4, 2);
  private static final INDArray Y = Epochs.uniform(DataType.FLOAT, 2, 4, 3).muli(9);

  /** The share of signs that differ, in the plainest way. */
  private static double differing(double[][] before, double[][] after) {
    double differing = 0;
    for (int i = 0; i < 2; i++) {
      for (int o = 0; o < 3; o++) {
        differing += (before[i][o] > 0) != (after[i][o] > 0) ? 1 : 0;
      }
    }
    return differing / 6;
  }

  /** Twelve updates without epochs: four looks, the first against the initial weights. */
  @Test
  void looksAfterUpdates() {
    MultiLayerNetwork net = Epochs.dense(new Sgd(0.3));
    Epochs.set(net, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3);
    FlipRatioListener flips = new FlipRatioListener().every(3);
    net.setListeners(flips);
    List<Double> expected = new ArrayList<>();
    for (int look = 0; look < 4; look++) {
      double[][] before = net.getParam("0_W").toDoubleMatrix();
      for (int update = 0; update < 3; update++) {
        net.fit(X, Y);
      }
      expected.add(differing(before, net.getParam("0_W").toDoubleMatrix()));
    }
    assertEquals(expected, Epochs.ratios(flips));
    assertTrue(expected.get(0) > 0 && expected.get(0) < 1, expected::toString);
    List<LatentRow> rows = flips.rows();
    assertEquals(List.of(3, 6, 9, 12), rows.stream().map(LatentRow::iteration).toList());
    assertEquals(1, rows.get(3).epoch());
  }

  /** Looks at epochs and at their last updates see the same flips. */
  @Test
  void looksAtEpochs() {
    MultiLayerNetwork net = Epochs.dense(new Sgd(0.3));
    FlipRatioListener byEpoch = new FlipRatioListener();
    FlipRatioListener byUpdate = new FlipRatioListener().every(5);
    net.setListeners(byEpoch, byUpdate);
    for (int epoch = 0; epoch < 3; epoch++) {
      Epochs.train(net, 5);
    }
    assertEquals(byUpdate.rows(), byEpoch.rows());
    LatentRow last = byEpoch.rows().get(2);
    assertEquals(15, last.iteration());
    assertEquals(3, last.epoch());
    assertEquals("layer0", last.layer());
    assertEquals("W", last.parameter());
  }

  /** DL4J clips after it has told the listeners. */
  @Test
  void magnitudesAreCountedAsClipped() {
    MultiLayerNetwork net = Epochs.dense(Epochs.STILL);
    FlipRatioListener flips = new FlipRatioListener().every(1);
    INDArray seen = net.getParam("0_W");
    List<Double> largest = new ArrayList<>();
    net.setListeners(
        flips,
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            largest.add(seen.amaxNumber().doubleValue());
          }
        });
    Epochs.set(net, 5, 5, 5, -5, -5, -5);
    net.fit(X, Y);
    assertEquals(List.of(5.0), largest);
    assertEquals(1, flips.rows().get(0).meanMagnitude());
    assertEquals(1, flips.rows().get(0).saturated());
    assertEquals(1, seen.amaxNumber().doubleValue());
  }

  @Test
  void followsGraphs() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(Epochs.STILL)
            .graphBuilder()
            .addInputs("in")
            .addLayer("first", new BinaryDense.Builder().nIn(2).nOut(4).build(), "in")
            .addLayer("sign", new ActivationLayer(new SignSTE()), "first")
            .addLayer("float", new DenseLayer.Builder().nIn(4).nOut(4).build(), "sign")
            .addLayer(
                "second",
                new TernaryDense.Builder()
                    .nIn(4)
                    .nOut(3)
                    .quantizer(new TernaryQuantizer().fixedThreshold(0.1))
                    .build(),
                "float")
            .addLayer("out", Epochs.squaredLoss(), "second")
            .setOutputs("out")
            .build();
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    graph.getParam("second_W").assign(1);
    FlipRatioListener byEpoch = new FlipRatioListener();
    FlipRatioListener byUpdate = new FlipRatioListener().every(1);
    graph.setListeners(byEpoch, byUpdate);
    graph.fit(new DataSet(X, Y));
    graph.getParam("second_W").putScalar(1, 2, 0.05);
    graph.fit(Epochs.data(DataType.FLOAT, 1, new long[] {4, 2}, new long[] {4, 3}));
    assertEquals(List.of(0.0, 0.0, 0.0, 1.0 / 12), Epochs.ratios(byUpdate));
    assertEquals(List.of(0.0, 1.0 / 12), Epochs.ratios(byEpoch));
    assertEquals("second", byEpoch.rows().get(1).layer());
    assertEquals(2, byEpoch.rows().get(1).iteration());
    assertEquals(1, byEpoch.rows().get(1).epoch());
  }

  @Test
  void leavesFrozenLayersOut() {
    MultiLayerNetwork net =
        Epochs.net(
            DataType.FLOAT,
            Epochs.STILL,
            new BinaryDense.Builder().nIn(2).nOut(4).build(),
            new FrozenLayerWithBackprop(new BinaryDense.Builder().nIn(4).nOut(4).build()),
            new BinaryDense.Builder().nIn(4).nOut(3).name("head").build(),
            Epochs.squaredLoss());
    MultiLayerNetwork frozen = new TransferLearning.Builder(net).setFeatureExtractor(0).build();
    FlipRatioListener flips = new FlipRatioListener().every(1);
    frozen.setListeners(flips);
    frozen.fit(X, Y);
    assertEquals(List.of("head"), flips.rows().stream().map(LatentRow::layer).toList());
  }

  @Test
  void looksThroughWrappers() {
    MultiLayerNetwork net =
        Epochs.net(
            DataType.FLOAT,
            Epochs.STILL,
            new TimeDistributed(new BinaryDense.Builder().nIn(2).nOut(4).build()),
            new RnnOutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(3).build());
    FlipRatioListener flips = new FlipRatioListener();
    flips.onEpochStart(net);
    net.params().negi();
    flips.onEpochEnd(net);
    assertEquals(List.of(1.0), Epochs.ratios(flips));
    assertEquals("layer0", flips.rows().get(0).layer());
  }

  /** Both directions of a recurrent layer have weights of their own. */
  @Test
  void looksInBothDirections() {
    MultiLayerNetwork net =
        Epochs.net(
            DataType.FLOAT,
            Epochs.STILL,
            new Bidirectional(
                QuantizedWeights.binary()
                    .only("RW")
                    .on(new SimpleRnn.Builder().nIn(2).nOut(2))
                    .build()),
            new RnnOutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(3).build());
    FlipRatioListener flips = new FlipRatioListener();
    net.getParam("0_bRW").assign(0.5);
    flips.onEpochStart(net);
    net.getParam("0_bRW").putScalar(1, 0, -0.5);
    flips.onEpochEnd(net);
    assertEquals(List.of("fRW", "bRW"), flips.rows().stream().map(LatentRow::parameter).toList());
    assertEquals(List.of(0.0, 0.25), Epochs.ratios(flips));
  }

  @Test
  void followsOneNetwork() {
    FlipRatioListener flips = new FlipRatioListener().every(1);
    MultiLayerNetwork net = Epochs.dense(Epochs.STILL);
    net.setListeners(flips);
    net.fit(X, Y);
    MultiLayerNetwork other =
        Epochs.net(
            DataType.FLOAT,
            Epochs.STILL,
            new BinaryDense.Builder().nIn(2).nOut(4).name("wide").build(),
            Epochs.squaredLoss());
    Exception e = assertThrows(IllegalStateException.class, () -> flips.iterationDone(other, 1, 0));
    assertEquals(
        "layer 'wide' has 8 weights 'W' and had 6: a listener follows one network", e.getMessage());
    MultiLayerNetwork none = Epochs.net(DataType.FLOAT, Epochs.STILL, Epochs.squaredLoss());
    assertThrows(IllegalStateException.class, () -> flips.iterationDone(none, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FlipRatioListener().onEpochStart(net.getLayer(0)));
  }

  @Test
  void optionsMakeCopiesAndRefuseNonsense() {
    FlipRatioListener flips = new FlipRatioListener();
    MultiLayerNetwork net = Epochs.dense(Epochs.STILL);
    net.setListeners(flips, flips.every(2));
    Epochs.train(net, 1);
    assertEquals(1, flips.rows().size());
    assertEquals(List.of(), flips.every(1).rows());
    assertThrows(IllegalArgumentException.class, () -> flips.every(0));
    assertThrows(IllegalArgumentException.class, () -> flips.starvationLooks(0));
    assertThrows(IllegalArgumentException.class, () -> flips.flipLimit(-0.1));
    assertThrows(IllegalArgumentException.class, () -> flips.flipLimit(Double.NaN));
    Exception e = assertThrows(IllegalArgumentException.class, () -> flips.saturationLimit(50));
    assertEquals("saturationLimit must be 0 to 1, got 50.0", e.getMessage());
  }
}
