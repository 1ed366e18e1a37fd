package org.bnn4j.examples.experiments.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

class EpochProgressTest {
  private static final int EPOCHS = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void withoutATerminalThereIsOneLineForEachEpoch() {
    EpochProgress progress = train(false, OptionalDouble.empty());
    String[] lines = text().split(System.lineSeparator());
    assertEquals(EPOCHS, lines.length, text());
    for (int i = 0; i < EPOCHS; i++) {
      String expected =
          "epoch %d/3  loss \\d\\.\\d{4}  test accuracy \\d\\d\\.\\d\\d%%  \\d+\\.\\d s%s"
              .formatted(i + 1, i < EPOCHS - 1 ? "  \\d+ s left" : "");
      assertTrue(lines[i].matches(expected), lines[i]);
    }
    String last = String.format(Locale.ROOT, "loss %.4f", progress.meanLoss());
    assertTrue(lines[EPOCHS - 1].contains(last), lines[EPOCHS - 1]);
    assertFalse(text().contains("\r"), "no bar");
  }

  @Test
  void onATerminalThereIsABarToo() {
    train(true, OptionalDouble.empty());
    assertTrue(text().contains("\r"), text());
    assertTrue(text().contains("/15 "), "15 minibatches: " + text());
    assertTrue(text().contains("epoch 3/3  loss "), text());
  }

  @Test
  void heldOutImagesHaveAnAccuracyOfTheirOwn() {
    train(false, OptionalDouble.of(0.9));
    assertTrue(text().contains("  validation accuracy 90.00%  test accuracy "), text());
  }

  @Test
  void needsPositiveCounts() {
    assertThrows(IllegalArgumentException.class, () -> new EpochProgress(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new EpochProgress(0, 1, 0));
  }

  /** Trains a small float network on the digits, so that real calls arrive in the real order. */
  private EpochProgress train(boolean terminal, OptionalDouble validation) {
    LabeledImagesIterator data =
        new LabeledImagesIterator(Digits.holdOut(1).train(), 100).scale(1f / 16).shuffle(1);
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(
                    new OutputLayer.Builder()
                        .nIn(64)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    net.init();
    EpochProgress progress = new EpochProgress(0, EPOCHS, data.batchesPerEpoch(), out, terminal);
    net.addListeners(progress);
    double first = Double.NaN;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      net.fit(data);
      progress.tested(net.evaluate(data).accuracy(), validation);
      first = epoch == 1 ? progress.meanLoss() : first;
    }
    assertTrue(progress.meanLoss() < first, first + " then " + progress.meanLoss());
    assertTrue(net.evaluate(data).accuracy() > 0.85, "the iterator feeds a training");
    return progress;
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
