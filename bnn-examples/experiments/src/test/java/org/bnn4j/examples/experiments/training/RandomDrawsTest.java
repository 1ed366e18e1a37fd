package org.bnn4j.examples.experiments.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trainings of a network with dropout, whose draws come from ND4J. */
class RandomDrawsTest {
  private static final LabeledImages TRAIN = Digits.all().slice(0, 300);
  private static final LabeledImages TEST = Digits.all().slice(300, 350);

  @TempDir Path folder;

  private static MultiLayerConfiguration withDropout() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(new Adam(0.01))
        .list()
        .layer(new BinaryDense.Builder().nOut(16).build())
        .layer(new BatchNormalization())
        .layer(new ActivationLayer(new SignSTE()))
        .layer(new DropoutLayer(0.7))
        .layer(new BinaryDense.Builder().nOut(10).dropOut(0.8).build())
        .layer(new BatchNormalization())
        .layer(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build())
        .setInputType(InputType.feedForward(64))
        .build();
  }

  private static MultiLayerNetwork train(int epochs, long seed, Path checkpoints)
      throws IOException {
    TrainingOptions options =
        new TrainingOptions(
            epochs,
            50,
            seed,
            ImageFeed.raw(),
            Duration.ofHours(1),
            Optional.ofNullable(checkpoints));
    return new Trainer(withDropout(), TRAIN, TEST, options).run();
  }

  @Test
  void aTrainingRepeatsExactly() throws IOException {
    MultiLayerNetwork first = train(2, 3, null);
    Nd4j.rand(5);
    assertEquals(first.params(), train(2, 3, null).params());
    assertNotEquals(first.params(), train(2, 4, null).params());
  }

  @Test
  void aTrainingThatWasInterruptedDrawsTheSame() throws IOException {
    MultiLayerNetwork whole = train(2, 3, null);
    train(1, 3, folder);
    Nd4j.rand(5);
    MultiLayerNetwork resumed = train(2, 3, folder);
    assertEquals(whole.params(), resumed.params());
    assertEquals(whole.getUpdater().getStateViewArray(), resumed.getUpdater().getStateViewArray());
  }
}
