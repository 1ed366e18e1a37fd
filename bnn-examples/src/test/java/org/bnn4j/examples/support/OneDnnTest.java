package org.bnn4j.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.examples.data.Digits;
import org.bnn4j.examples.data.LabeledImagesIterator;
import org.bnn4j.examples.training.ConvNet;
import org.bnn4j.examples.training.Precision;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class OneDnnTest {
  private static final DataSet IMAGES =
      new LabeledImagesIterator(Digits.all(), 40).asPlanes().next();

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private static MultiLayerNetwork network(Precision precision, boolean oneDnn) {
    ConvNet net =
        new ConvNet(
            Digits.all().shape(), List.of(List.of(4, 5)), List.of(7), 10, precision, 1e-2, 1, 1);
    try (OneDnn scope = OneDnn.used(oneDnn)) {
      MultiLayerNetwork network = new MultiLayerNetwork(net.configuration());
      network.init();
      return network;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTrainingStepIsTheSame(Precision precision) {
    MultiLayerNetwork with = network(precision, true);
    MultiLayerNetwork without = network(precision, false);
    with.fit(IMAGES);
    without.fit(IMAGES);
    INDArray difference = with.params().sub(without.params());
    // Adam's first step has the learning rate's size whatever the gradient's.
    assertTrue(difference.amaxNumber().doubleValue() < 1e-3, "difference: " + difference);
    assertEquals(with.score(), without.score(), 1e-5);
  }

  @Test
  void helpersAreUsedOnlyWhereTheyAreWanted() {
    assertNotNull(normalization(network(Precision.BINARY, true)).getHelper());
    assertNull(normalization(network(Precision.BINARY, false)).getHelper());
  }

  private static BatchNormalization normalization(MultiLayerNetwork network) {
    return (BatchNormalization) network.getLayer(1);
  }
}
