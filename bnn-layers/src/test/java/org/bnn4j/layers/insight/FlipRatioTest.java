package org.bnn4j.layers.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is counted, in layers of every kind; no training changes the weights, the tests do. */
class FlipRatioTest {

  private static final long[] IMAGES = {2, 3, 6, 6};

  /** Negates the weights at these places of the parameter, in 'c' order. */
  private static void negate(INDArray weights, long... places) {
    for (long place : places) {
      long[] at = coordinates(place, weights.shape());
      weights.putScalar(at, -weights.getDouble(at));
    }
  }

  private static long[] coordinates(long place, long[] shape) {
    long[] at = new long[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      at[d] = place % shape[d];
      place /= shape[d];
    }
    return at;
  }

  private static FlipRatioListener follow(MultiLayerNetwork net) {
    FlipRatioListener flips = new FlipRatioListener();
    net.setListeners(flips);
    flips.onEpochStart(net);
    return flips;
  }

  private static MultiLayerNetwork net(DataType type, Layer layer) {
    boolean dense = layer instanceof BinaryDense || layer instanceof TernaryDense;
    MultiLayerNetwork net =
        Epochs.net(type, Epochs.STILL, layer, dense ? Epochs.squaredLoss() : Epochs.imageLoss());
    net.params().assign(Epochs.uniform(type, 3, net.numParams()));
    return net;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void noFlipsWithoutUpdatesAndAllAfterNegation(DataType type) {
    MultiLayerNetwork net = net(type, new BinaryDense.Builder().nIn(5).nOut(7).build());
    FlipRatioListener flips = follow(net);
    net.fit(Epochs.data(type, 3, new long[] {4, 5}, new long[] {4, 7}), 2);
    net.params().negi();
    net.fit(Epochs.data(type, 3, new long[] {4, 5}, new long[] {4, 7}));
    assertEquals(List.of(0.0, 0.0, 1.0), Epochs.ratios(flips));
    assertEquals(0, flips.rows().get(2).neverFlipped());
  }

  /** More weights than a block has, and a last word that is not full; also the very last weight. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void countsInDenseLayers(DataType type) {
    int weights = 61 * 83;
    MultiLayerNetwork net =
        net(type, new BinaryDense.Builder().nIn(61).nOut(83).hasBias(true).build());
    FlipRatioListener flips = follow(net);
    negate(net.getParam("0_W"), 0, 63, 64, 2047, 2048, weights - 1);
    net.getParam("0_b").negi();
    flips.onEpochEnd(net);
    negate(net.getParam("0_W"), 63, 100);
    flips.onEpochEnd(net);
    assertEquals(List.of(6.0 / weights, 2.0 / weights), Epochs.ratios(flips));
    assertEquals((weights - 7.0) / weights, flips.rows().get(1).neverFlipped());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void countsInConvolutions(DataType type) {
    MultiLayerNetwork net = net(type, new BinaryConv2D.Builder(3, 3).nIn(3).nOut(9).build());
    FlipRatioListener flips = follow(net);
    negate(net.getParam("0_W"), 5, 99, 242);
    net.fit(Epochs.data(type, 1, IMAGES, new long[] {2, 9, 4, 4}));
    assertEquals(List.of(3.0 / 243), Epochs.ratios(flips));
  }

  @Test
  void countsInDepthwiseConvolutions() {
    MultiLayerNetwork net =
        net(
            DataType.FLOAT,
            new BinaryDepthwiseConv2D.Builder(2, 3).nIn(3).depthMultiplier(2).build());
    FlipRatioListener flips = follow(net);
    negate(net.getParam("0_W"), 0, 35);
    net.fit(Epochs.data(DataType.FLOAT, 1, IMAGES, new long[] {2, 6, 5, 4}));
    assertEquals(List.of(2.0 / 36), Epochs.ratios(flips));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void countsBothWeightsOfSeparableConvolutions(DataType type) {
    MultiLayerNetwork net =
        net(type, new BinarySeparableConv2D.Builder(3, 3).nIn(3).nOut(5).name("sep").build());
    FlipRatioListener flips = follow(net);
    negate(net.getParam("0_W"), 26);
    negate(net.getParam("0_pW"), 0, 14);
    net.fit(Epochs.data(type, 1, IMAGES, new long[] {2, 5, 4, 4}));
    assertEquals(List.of(1.0 / 27, 2.0 / 15), Epochs.ratios(flips));
    assertEquals(List.of("sep", "sep/pW"), flips.rows().stream().map(LatentRow::label).toList());
  }

  /** From -1 to 0, 0 to 1 and -1 to 1 are flips; another weight of the same level is none. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void countsTernaryLevels(DataType type) {
    MultiLayerNetwork net =
        net(
            type,
            new TernaryDense.Builder()
                .nIn(2)
                .nOut(3)
                .quantizer(new TernaryQuantizer().fixedThreshold(0.5))
                .build());
    INDArray weights = net.getParam("0_W");
    weights.assign(Nd4j.createFromArray(-0.9, 0.1, -0.8, 0.7, -0.2, 0.6).reshape('c', 2, 3));
    FlipRatioListener flips = follow(net);
    weights.assign(Nd4j.createFromArray(-0.4, 0.6, 0.9, 0.9, 0.3, 0.7).reshape('c', 2, 3));
    net.fit(Epochs.data(type, 1, new long[] {4, 2}, new long[] {4, 3}));
    assertEquals(List.of(3.0 / 6), Epochs.ratios(flips));
    assertEquals(3.0 / 6, flips.rows().get(0).neverFlipped());
  }

  /** Thresholds 0.7 * mean |w| of each output: the quantizer must see outputs as rows. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void ternaryThresholdsFollowTheOutputs(DataType type) {
    MultiLayerNetwork net =
        net(
            type,
            new TernaryDense.Builder()
                .nIn(3)
                .nOut(2)
                .quantizer(new TernaryQuantizer().perOutput(true))
                .build());
    INDArray weights = net.getParam("0_W"); // columns are outputs
    weights.assign(Nd4j.createFromArray(0.1, 1, 0.1, 1, 0.1, 1).reshape('c', 3, 2));
    FlipRatioListener flips = follow(net);
    // Means 0.2 and 0.8: 0.1 falls to 0 in the first output, 0.4 in the second.
    weights.assign(Nd4j.createFromArray(0.1, 1, 0.1, 1, 0.4, 0.4).reshape('c', 3, 2));
    flips.onEpochEnd(net);
    assertEquals(List.of(3.0 / 6), Epochs.ratios(flips));
  }

  @Test
  void countsTernaryLevelsOfConvolutions() {
    MultiLayerNetwork net =
        net(
            DataType.FLOAT,
            new TernaryConv2D.Builder(1, 1)
                .nIn(3)
                .nOut(2)
                .quantizer(new TernaryQuantizer().perOutput(true))
                .build());
    INDArray weights = net.getParam("0_W"); // rows are outputs
    weights.assign(Nd4j.createFromArray(0.1, 0.1, 0.1, 1, 1, 1).reshape('c', 2, 3, 1, 1));
    FlipRatioListener flips = follow(net);
    weights.assign(Nd4j.createFromArray(0.1, 0.1, 0.4, 1, -1, 0.4).reshape('c', 2, 3, 1, 1));
    net.fit(Epochs.data(DataType.FLOAT, 1, IMAGES, new long[] {2, 2, 6, 6}));
    assertEquals(List.of(4.0 / 6), Epochs.ratios(flips));
  }

  /** theta(0) = theta(-0.0) = theta(NaN) = -1, as in the product. */
  /** Of a GravesLSTM's recurrent weights, [3, 15], the last three columns are peepholes. */
  @Test
  @SuppressWarnings("deprecation") // A GravesLSTM is that, and networks have it.
  void countsWeightsThatAWeightNoiseQuantizes() {
    MultiLayerNetwork net =
        Epochs.net(
            DataType.DOUBLE,
            Epochs.STILL,
            QuantizedWeights.binary().on(new GravesLSTM.Builder().nIn(2).nOut(3), 0.5).build(),
            new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    net.params().assign(Epochs.uniform(DataType.DOUBLE, 3, net.numParams()));
    FlipRatioListener flips = follow(net);
    negate(net.getParam("0_RW"), 0, 16, 14);
    flips.onEpochEnd(net);
    List<LatentRow> rows = flips.rows();
    assertEquals(List.of("W", "RW"), rows.stream().map(LatentRow::parameter).toList());
    assertEquals(0, rows.get(0).flipRatio());
    assertEquals(2 / 36.0, rows.get(1).flipRatio());
    assertTrue(rows.get(1).saturated() > 0.2, "half of them are beyond the clip of .5");
  }

  /** A quantizer of two planes: levels change where a weight crosses its threshold. */
  @Test
  void countsLevelsOfSeveralPlanes() {
    Layer layer =
        new TernaryDense.Builder()
            .nIn(4)
            .nOut(2)
            .quantizer(new TrainedTernaryQuantizer(0.5))
            .build();
    MultiLayerNetwork net = net(DataType.DOUBLE, layer);
    INDArray weights = net.getParam("0_W");
    weights.assign(0.9);
    FlipRatioListener flips = follow(net);
    weights.putScalar(0, 0, 0.1);
    weights.putScalar(3, 1, -0.9);
    flips.onEpochEnd(net);
    assertEquals(2 / 8.0, flips.rows().get(0).flipRatio());
  }

  @Test
  void zerosAndNanAreNegative() {
    MultiLayerNetwork net = Epochs.dense(Epochs.STILL);
    Epochs.set(net, -1, -1, -1, -1, -1, -1);
    FlipRatioListener flips = follow(net);
    Epochs.set(net, 0, -0.0, Double.NaN, 1e-38, Float.MIN_VALUE, Double.POSITIVE_INFINITY);
    flips.onEpochEnd(net);
    assertEquals(List.of(3.0 / 6), Epochs.ratios(flips));
    net.getParam("0_W").assign(-Double.NaN);
    flips.onEpochEnd(net);
    assertEquals(3.0 / 6, Epochs.ratios(flips).get(1));
  }

  @Test
  void statisticsOfTheLatents() {
    MultiLayerNetwork net =
        net(DataType.DOUBLE, new BinaryDense.Builder().nIn(2).nOut(2).clip(0.5).build());
    FlipRatioListener flips = follow(net);
    net.getParam("0_W").assign(Nd4j.createFromArray(0.5, -0.4996, 0.499, -0.1).reshape('c', 2, 2));
    flips.onEpochEnd(net);
    assertEquals(0.5, flips.rows().get(0).saturated());
    assertEquals((0.5 + 0.4996 + 0.499 + 0.1) / 4, flips.rows().get(0).meanMagnitude(), 1e-15);
  }

  @Test
  void withoutAClipNothingIsSaturated() {
    MultiLayerNetwork net =
        net(DataType.FLOAT, new BinaryDense.Builder().nIn(2).nOut(2).noClip().build());
    FlipRatioListener flips = follow(net);
    net.getParam("0_W").assign(3);
    flips.onEpochEnd(net);
    assertEquals(Double.NaN, flips.rows().get(0).saturated());
    assertEquals(3, flips.rows().get(0).meanMagnitude());
  }
}
