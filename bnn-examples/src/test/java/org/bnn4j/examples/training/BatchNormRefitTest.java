package org.bnn4j.examples.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.examples.data.Digits;
import org.bnn4j.examples.data.LabeledImagesIterator;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormRefitTest {
  private static final List<String> STATISTICS = List.of("mean", "log10stdev", "var");

  private static LabeledImagesIterator data() {
    return new LabeledImagesIterator(Digits.all(), 50).asPlanes();
  }

  /** Running averages that forget everything are those of the last minibatch. */
  private static MultiLayerNetwork network(boolean logStd) {
    ConvNet net =
        new ConvNet(
            Digits.all().shape(),
            List.of(List.of(4, 5)),
            List.of(6),
            10,
            new Recipe(Precision.BINARY, 1e-2, 1, 1));
    MultiLayerNetwork network = new MultiLayerNetwork(net.configuration());
    network
        .getLayerWiseConfigurations()
        .getConfs()
        .forEach(
            conf -> {
              if (conf.getLayer() instanceof BatchNormalization normalization) {
                normalization.setDecay(0);
                normalization.setUseLogStd(logStd);
              }
            });
    network.init();
    return network;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofOneMinibatchTheyAreWhatDeeplearning4jFinds(boolean logStd) {
    DataSet batch = data().next();
    MultiLayerNetwork network = network(logStd);
    INDArray before = network.params().dup();
    network.fit(batch);
    MultiLayerNetwork refitted = network(logStd);
    refitted.setParams(before);
    BatchNormRefit.refit(refitted, data(), 1);

    int compared = 0;
    for (String name : network.paramTable().keySet()) {
      if (STATISTICS.contains(name.substring(name.indexOf('_') + 1))) {
        assertTrue(network.getParam(name).equalsWithEps(refitted.getParam(name), 1e-4), name);
        compared++;
      }
    }
    assertEquals(8, compared);
  }

  @Test
  void theyAreAveragesOfTheMinibatchesAndNothingElseChanges() {
    MultiLayerNetwork network = network(false);
    INDArray weights = network.getParam("0_W").dup();
    BatchNormRefit.refit(network, data(), 1);
    INDArray first = network.getParam("1_mean").dup();
    LabeledImagesIterator second = data();
    second.next();
    BatchNormRefit.refit(network, second, 1);
    INDArray average = network.getParam("1_mean").add(first).divi(2);
    BatchNormRefit.refit(network, data(), 2);
    assertTrue(average.equalsWithEps(network.getParam("1_mean"), 1e-4));
    assertEquals(weights, network.getParam("0_W"));
  }

  @Test
  void constantInputsHaveFiniteStatistics() {
    MultiLayerNetwork network = network(true);
    network.getParam("0_W").assign(Nd4j.ones(4, 1, 3, 3));
    DataSet black = new DataSet(Nd4j.zeros(20, 1, 8, 8), Nd4j.zeros(20, 10));
    BatchNormRefit.refit(network, new ViewIterator(black, 20), 1);
    assertTrue(Double.isFinite(network.params().sumNumber().doubleValue()));
  }
}
