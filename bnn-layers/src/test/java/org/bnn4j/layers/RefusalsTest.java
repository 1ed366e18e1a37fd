package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class RefusalsTest {

  private static void assertRefused(
      Class<? extends DL4JException> type, Executable call, String... parts) {
    String message = assertThrows(type, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
  }

  private static MultiLayerNetwork named() {
    return Nets.net(
        DataType.FLOAT,
        new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build(),
        new BinaryDense.Builder().nOut(3).name("dense2").build());
  }

  @Test
  void inputOfTheWrongWidth() {
    assertRefused(
        DL4JInvalidInputException.class,
        () ->
            named()
                .getLayer(1)
                .activate(
                    Nd4j.zeros(DataType.FLOAT, 2, 4), false, LayerWorkspaceMgr.noWorkspaces()),
        "[2, 4]",
        "[5, 3]",
        "dense2",
        "layer index: 1");
  }

  @Test
  void inputThatIsNoMatrix() {
    MultiLayerNetwork net =
        Nets.net(DataType.FLOAT, new BinaryDense.Builder().nIn(6).nOut(3).name("d").build());
    assertRefused(
        DL4JInvalidInputException.class,
        () -> net.output(Nd4j.zeros(DataType.FLOAT, 2, 6, 1, 1)),
        "rank 4",
        "[2, 6, 1, 1]",
        "[6, 3]",
        "layer name: d",
        "layer index: 0");
  }

  @Test
  void sizesThatAreNotSet() {
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> Nets.net(DataType.FLOAT, new TernaryDense.Builder().nIn(4).name("t").build()),
        "TernaryDense",
        "index=0",
        "name=t",
        "nOut=0");
  }

  @Test
  void dataTypesThatDoNotTrain() {
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> Nets.net(DataType.FLOAT16, new BinaryDense.Builder().nIn(4).nOut(3).build()),
        "BinaryDense",
        "index=0",
        "HALF");
  }

  @Test
  void settingsOutOfRange() {
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> new BinaryDense.Builder().name("x").clip(-1).build(),
        "clip",
        "-1.0",
        "layer name: x");
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> new BinaryDense.Builder().clip(Double.NaN).build(),
        "NaN");
  }
}
