package org.bnn4j.layers.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class BatchNormRefitTest {
  private static final List<DataSet> DRIFT = Drift.batches(5, 12, 6);

  static MultiLayerNetwork network(InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(7).updater(new Adam(0.01)).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  static BatchNormalization norm(boolean logStd) {
    return new BatchNormalization.Builder().useLogStd(logStd).build();
  }

  static LossLayer softmax() {
    return new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
  }

  /** Layers 1 and 4 are batch normalizations. */
  private static MultiLayerNetwork binary(boolean logStd) {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(6),
            new BinaryDense.Builder().nOut(8).build(),
            norm(logStd),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(Drift.CLASSES).build(),
            norm(logStd),
            softmax());
    for (int c = 0; c < 8; c++) {
      network.getParam("1_gamma").putScalar(c, c % 3 == 0 ? -1.5 : 0.7);
      network.getParam("1_beta").putScalar(c, 0.4 - 0.1 * c);
    }
    return network;
  }

  private static double[][] signs(MultiLayerNetwork network, double[][] product) {
    return ByHand.normalizedSigns(
        product,
        ByHand.mean(product),
        ByHand.variance(product),
        network.getParam("1_gamma"),
        network.getParam("1_beta"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void statisticsAreThoseOfAllValuesWhileMinibatchesNormalizeThemselves(boolean logStd) {
    List<DataSet> batches = new ArrayList<>(DRIFT);
    batches.add(Drift.batch(9, 5, 6)); // smaller, and with less weight therefore
    MultiLayerNetwork network = binary(logStd);
    List<double[][]> first = new ArrayList<>();
    List<double[][]> second = new ArrayList<>();
    for (DataSet batch : batches) {
      double[][] features = ByHand.matrix(batch.getFeatures());
      double[][] product = ByHand.binaryProduct(features, network.getParam("0_W"));
      first.add(product);
      second.add(ByHand.binaryProduct(signs(network, product), network.getParam("3_W")));
    }
    BatchNormRefit.refit(network, Drift.iterator(batches), batches.size());
    ByHand.assertStatistics(ByHand.joined(first), network, "1");
    ByHand.assertStatistics(ByHand.joined(second), network, "4");
  }

  @Test
  void onlyAsManyMinibatchesAsAskedForAndAllIfThereAreFewer() {
    MultiLayerNetwork two = binary(true);
    BatchNormRefit.refit(two, Drift.iterator(DRIFT), 2);
    MultiLayerNetwork onlyTwo = binary(true);
    BatchNormRefit.refit(onlyTwo, Drift.iterator(DRIFT.subList(0, 2)), 100);
    assertEquals(onlyTwo.params(), two.params());
    MultiLayerNetwork all = binary(true);
    BatchNormRefit.refit(all, Drift.iterator(DRIFT), 100);
    assertNotEquals(all.params(), two.params());
  }

  /** A network with every kind of noise in training, or none; layers 2 and 4 normalize. */
  private static MultiLayerNetwork noisy(boolean noise) {
    BinaryDense.Builder binary = new BinaryDense.Builder().nOut(8);
    DenseLayer.Builder dense = new DenseLayer.Builder().nOut(7);
    if (noise) {
      binary.dropOut(0.5);
      dense.weightNoise(new DropConnect(0.5)).dropOut(0.5);
    }
    return network(
        InputType.feedForward(6),
        binary.build(),
        new DropoutLayer(new Dropout(noise ? 0.5 : 1)),
        norm(true),
        dense.build(),
        noise ? new BatchNormalization.Builder().dropOut(0.5).build() : norm(true),
        softmax());
  }

  @Test
  void neitherDropoutNorWeightNoise() {
    MultiLayerNetwork noisy = noisy(true);
    Nd4j.getRandom().setSeed(5);
    BatchNormRefit.refit(noisy, Drift.iterator(DRIFT), 5);
    INDArray drawn = Nd4j.rand(4);
    MultiLayerNetwork quiet = noisy(false);
    quiet.setParams(noisy(true).params());
    BatchNormRefit.refit(quiet, Drift.iterator(DRIFT), 5);
    assertEquals(quiet.params(), noisy.params());
    Nd4j.getRandom().setSeed(5);
    assertEquals(Nd4j.rand(4), drawn, "no random number was used up");
  }

  @Test
  void trainingGoesOnAsIfNothingHadHappened() {
    MultiLayerNetwork refitted = binary(true);
    MultiLayerNetwork plain = binary(true);
    for (DataSet batch : DRIFT) {
      refitted.fit(batch);
      plain.fit(batch);
      BatchNormRefit.refit(refitted, Drift.iterator(DRIFT), 3);
    }
    for (String name : plain.paramTable().keySet()) {
      if (!name.matches("._(mean|log10stdev)")) {
        assertEquals(plain.getParam(name), refitted.getParam(name), name);
      }
    }
    assertNotEquals(plain.getParam("4_mean"), refitted.getParam("4_mean"));
    assertEquals(plain.getUpdater().getStateViewArray(), refitted.getUpdater().getStateViewArray());
    assertEquals(plain.getIterationCount(), refitted.getIterationCount());
  }

  @Test
  void featuresAreNotWrittenOver() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(6),
            new ActivationLayer(new SignSTE()),
            norm(true),
            new BinaryDense.Builder().nOut(Drift.CLASSES).build(),
            softmax());
    List<DataSet> batches = Drift.batches(3, 12, 6);
    BatchNormRefit.refit(network, Drift.iterator(batches), 3);
    assertEquals(Drift.batches(3, 12, 6), batches);
    assertTrue(network.getParam("1_mean").amaxNumber().doubleValue() <= 1, "signs came");
  }

  @Test
  void thePreprocessorApplies() {
    MultiLayerNetwork expected = binary(true);
    List<DataSet> scaled = new ArrayList<>();
    DRIFT.forEach(
        batch -> scaled.add(new DataSet(batch.getFeatures().div(255), batch.getLabels())));
    BatchNormRefit.refit(expected, Drift.iterator(scaled), 5);
    MultiLayerNetwork network = binary(true);
    Batches data = new Batches(DRIFT);
    data.setPreProcessor(new ImagePreProcessingScaler(0, 1));
    BatchNormRefit.refit(network, data, 5);
    assertTrue(expected.params().equalsWithEps(network.params(), 1e-5));
    assertNotEquals(binary(true).getParam("1_mean"), network.getParam("1_mean"));
  }

  @Test
  void anIteratorIsResetBeforeAndAfterwardsIfItCanBe() {
    MultiLayerNetwork expected = binary(true);
    BatchNormRefit.refit(expected, Drift.iterator(DRIFT.subList(0, 2)), 2);
    Batches used = new Batches(DRIFT);
    used.next();
    MultiLayerNetwork network = binary(true);
    BatchNormRefit.refit(network, used, 2);
    assertEquals(expected.params(), network.params());
    assertEquals(DRIFT.get(0), used.next());
  }

  @Test
  void anIteratorThatCannotBeResetGoesOn() {
    MultiLayerNetwork expected = binary(true);
    BatchNormRefit.refit(expected, Drift.iterator(DRIFT.subList(1, 3)), 2);
    Batches stream = new Batches(DRIFT, false);
    stream.next();
    MultiLayerNetwork network = binary(true);
    BatchNormRefit.refit(network, stream, 2);
    assertEquals(expected.params(), network.params());
    assertEquals(DRIFT.get(3), stream.next());
  }

  /** Running averages that forget everything are those of the last minibatch. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofOneMinibatchTheyAreWhatDeeplearning4jFinds(boolean logStd) {
    MultiLayerNetwork refitted = binary(logStd);
    BatchNormRefit.refit(refitted, Drift.iterator(DRIFT), 1);
    MultiLayerNetwork trained = binary(logStd);
    for (int layer : new int[] {1, 4}) {
      BatchNormalization conf = (BatchNormalization) trained.getLayer(layer).conf().getLayer();
      conf.setDecay(0);
    }
    trained.fit(DRIFT.get(0));
    for (String name : trained.paramTable().keySet()) {
      if (name.matches("._(mean|log10stdev|var)")) {
        assertTrue(trained.getParam(name).equalsWithEps(refitted.getParam(name), 1e-3), name);
      }
    }
  }
}
