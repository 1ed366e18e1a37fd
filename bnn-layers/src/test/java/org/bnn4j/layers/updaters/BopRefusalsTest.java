package org.bnn4j.layers.updaters;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** Where Bop has nothing that it can train. */
class BopRefusalsTest {

  private static void assertRefused(Layer layer, String... parts) {
    assertMessage(() -> Nets.net(DataType.FLOAT, layer, Nets.softmax()), parts);
  }

  private static void assertMessage(Runnable call, String... parts) {
    String message = assertThrows(DL4JInvalidConfigException.class, call::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
  }

  @Test
  void layersThatItCannotTrain() {
    TernaryDense.Builder ternary = new TernaryDense.Builder().nIn(4).nOut(3).name("t");
    assertRefused(
        ternary.updater(new Bop()).build(), "TernaryDense (index=0, name=t)", "ternary", "Adam");
    BinaryDense.Builder biased = new BinaryDense.Builder().nIn(4).nOut(3).hasBias(true).name("b");
    assertRefused(biased.updater(new Bop()).build(), "BinaryDense (index=0, name=b)", "bias");
    assertRefused(biased.updater(new Adam()).biasUpdater(new Bop()).build(), "name=b", "bias");
    BinaryDense.Builder twoBits = new BinaryDense.Builder().nIn(4).nOut(3).name("d");
    assertRefused(
        twoBits.quantizer(new DoReFaQuantizer(2)).updater(new Bop()).build(),
        "BinaryDense (index=0, name=d)",
        "weights of one bit, and these have 2");
    BinaryConv2D.Builder decayed = new BinaryConv2D.Builder(3, 3).nIn(2).nOut(3).name("c");
    assertRefused(
        decayed.updater(new Bop().otherwise(new Adam())).l2(0.1).build(),
        "BinaryConv2D (index=0, name=c)",
        "L2Regularization");
  }

  @Test
  void layersThatDoNotKnowIt() {
    MultiLayerNetwork net = BopTest.perceptron(new Bop());
    assertMessage(() -> net.fit(BopTest.X, BopTest.LABELS), "batch normalization", "otherwise");
    assertMessage(() -> new Bop().otherwise(new Bop(1, 1)), "Bop(threshold=1.0, gamma=1.0)");
  }
}
