package org.bnn4j.examples.experiments.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.Augmentation;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;

class ConvNetTest {
  private static final LabeledImages TRAIN = Digits.all().slice(0, 60);
  private static final LabeledImages TEST = Digits.all().slice(60, 80);

  @TempDir Path folder;

  private static ConvNet small(Precision precision) {
    return new ConvNet(
        TRAIN.shape(),
        List.of(List.of(4, 5), List.of(6)),
        List.of(7),
        10,
        new Recipe(precision, 1e-2, 0.5, 1));
  }

  private static Trainer trainer(int epochs, Optional<Path> checkpoints) throws IOException {
    ImageFeed feed =
        new ImageFeed(
            true,
            Optional.of(new ImagePreProcessingScaler(-1, 1)),
            Optional.of(new Augmentation(true, 1)));
    TrainingOptions options =
        new TrainingOptions(epochs, 25, 3, feed, Duration.ofHours(1), checkpoints);
    return new Trainer(small(Precision.BINARY).configuration(), TRAIN, TEST, options);
  }

  @Test
  void thePapersNetworkHasItsShapesAndWeights() {
    Recipe recipe = new Recipe(Precision.BINARY, 1e-3, 0.9, 1);
    ConvNet paper = ConvNet.cifar10(1, recipe);
    assertEquals("128C3-128C3-P-256C3-256C3-P-512C3-512C3-P-1024FC-1024FC-10", paper.toString());
    ConvNet quarter = ConvNet.cifar10(0.25, recipe);
    assertEquals("32C3-32C3-P-64C3-64C3-P-128C3-128C3-P-256FC-256FC-10", quarter.toString());
    MultiLayerNetwork network = new MultiLayerNetwork(quarter.configuration());
    network.init();
    assertEquals(878_944, weights(network));
  }

  @ParameterizedTest
  @EnumSource
  void everyPrecisionHasTheSameShapes(Precision precision) {
    MultiLayerNetwork network = new MultiLayerNetwork(small(precision).configuration());
    network.init();
    assertEquals(4 * 9 + 4 * 5 * 9 + 5 * 6 * 9 + 6 * 4 * 7 + 7 * 10, weights(network));
    assertArrayEquals(
        new long[] {3, 10}, network.output(Nd4j.rand(3, 1, 8, 8)).shape(), precision.name());
  }

  private static long weights(MultiLayerNetwork network) {
    return network.paramTable().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("_W"))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }

  @Test
  void aTrainingWithChangedImagesGoesOnExactly() throws IOException {
    MultiLayerNetwork whole = trainer(3, Optional.empty()).run();
    trainer(1, Optional.of(folder)).run();
    Trainer resumed = trainer(3, Optional.of(folder));
    MultiLayerNetwork network = resumed.run();

    assertEquals(whole.params(), network.params());
    assertEquals(whole.getUpdater().getStateViewArray(), network.getUpdater().getStateViewArray());
    assertEquals(3, resumed.history().accuracies().size());
  }
}
