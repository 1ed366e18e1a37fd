package org.bnn4j.examples.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.examples.experiments.training.Precision;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class FoldedNetworkTest {
  private final MultiLayerNetwork network =
      new MultiLayerNetwork(new Net(Net.CIFAR10, 1.0 / 64).configuration(Precision.FLOAT));

  @Test
  void stagesAreTheNetworksProducts() {
    network.init();
    List<Stage> stages = FoldedNetwork.of(network);
    assertEquals(9, stages.size());
    assertEquals(
        List.of(false, true, false, true, false, true, false, false, false),
        stages.stream().map(Stage::pooled).toList());
    assertEquals(6, stages.stream().filter(Stage::convolution).count());
    assertEquals(8, stages.stream().filter(Stage::rectified).count());
    assertEquals(Net.CLASSES, stages.get(8).outputs());
  }

  @Test
  void negativeFactorBehindAPoolingIsRefused() {
    network.init();
    network.getParam("5_gamma").putScalar(0, -1);
    Exception e = assertThrows(IllegalArgumentException.class, () -> FoldedNetwork.of(network));
    assertTrue(e.getMessage().contains("channel 0"), e.getMessage());
  }
}
