package org.bnn4j.layers.training;

import static org.bnn4j.layers.training.BatchNormRefitTest.network;
import static org.bnn4j.layers.training.BatchNormRefitTest.norm;
import static org.bnn4j.layers.training.BatchNormRefitTest.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class BatchNormRefitRefusalsTest {

  private static MultiLayerNetwork small() {
    return network(
        InputType.feedForward(6),
        norm(true),
        new BinaryDense.Builder().nOut(4).build(),
        new BatchNormalization.Builder().name("second").build(),
        softmax());
  }

  private static void assertRefused(
      Class<? extends Exception> type, String message, List<DataSet> data, int batches) {
    MultiLayerNetwork network = small();
    INDArray before = network.params().dup();
    Exception e =
        assertThrows(type, () -> BatchNormRefit.refit(network, Drift.iterator(data), batches));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(before, network.params());
  }

  @Test
  void noMinibatch() {
    assertRefused(DL4JInvalidInputException.class, "no minibatch", List.of(), 3);
    assertRefused(IllegalArgumentException.class, "batches is 0", Drift.batches(2, 12, 6), 0);
  }

  @Test
  void statisticsThatAreNotFinite() {
    List<DataSet> data = Drift.batches(3, 12, 6);
    data.get(1).getFeatures().putScalar(3, 4, Double.NaN);
    assertRefused(
        DL4JInvalidInputException.class,
        "layer 0 'layer0' (BatchNormalization): the mean of channel 4 of its input is NaN",
        data,
        3);
  }

  @Test
  void theLayerIsNamed() {
    MultiLayerNetwork network = small();
    network.getParam("0_gamma").assign(Double.POSITIVE_INFINITY);
    INDArray before = network.params().dup();
    Exception e =
        assertThrows(
            DL4JInvalidInputException.class,
            () -> BatchNormRefit.refit(network, Drift.iterator(Drift.batches(2, 12, 6)), 2));
    assertTrue(
        e.getMessage().startsWith("layer 2 'second' (BatchNormalization): the mean"),
        e.getMessage());
    assertEquals(before, network.params());
  }

  /** Deeplearning4j takes these if there are as many examples as channels, and mixes them up. */
  @Test
  void sequencesWithoutTimeDistributed() {
    MultiLayerNetwork network =
        network(
            InputType.recurrent(4, 5),
            norm(true),
            new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    Exception e =
        assertThrows(
            DL4JInvalidInputException.class,
            () -> BatchNormRefit.refit(network, Drift.iterator(Drift.batches(1, 4, 4, 5)), 1));
    assertTrue(e.getMessage().contains("[4, 4, 5]"), e.getMessage());
  }

  @Test
  void aNetworkWithoutInit() {
    MultiLayerNetwork network = new MultiLayerNetwork(small().getLayerWiseConfigurations());
    assertThrows(
        IllegalStateException.class,
        () -> BatchNormRefit.refit(network, Drift.iterator(Drift.batches(2, 12, 6)), 2));
  }

  @Test
  void withoutBatchNormalizationNothingHappens() {
    MultiLayerNetwork network = network(InputType.feedForward(6), softmax());
    Batches data = new Batches(Drift.batches(2, 12, 6));
    data.next();
    BatchNormRefit.refit(network, data, 2);
    assertEquals(Drift.batch(1, 12, 6), data.next(), "the data was not touched");
  }

  @Test
  void constantValuesHaveFiniteStatistics() {
    MultiLayerNetwork network = small();
    DataSet black = new DataSet(Nd4j.zeros(20, 6), Nd4j.zeros(20, Drift.CLASSES));
    BatchNormRefit.refit(network, Drift.iterator(List.of(black)), 1);
    INDArray output = network.output(black.getFeatures());
    assertTrue(Double.isFinite(network.params().sumNumber().doubleValue()));
    assertTrue(network.feedForward(black.getFeatures(), true).get(4).equalsWithEps(output, 1e-4));
  }
}
