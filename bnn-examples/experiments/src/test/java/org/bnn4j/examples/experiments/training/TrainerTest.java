package org.bnn4j.examples.experiments.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.layers.insight.FlipRatioListener;
import org.bnn4j.layers.insight.LatentRow;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static final LabeledImages TRAIN = Digits.all().slice(0, 300);
  private static final LabeledImages TEST = Digits.all().slice(300, 400);

  private static final Recipe RECIPE = new Recipe(Precision.BINARY, 1e-2, 0.9, 7);

  @TempDir Path folder;

  @Test
  void aTrainingThatWasInterruptedEndsWhereAnUninterruptedOneDoes() throws IOException {
    MultiLayerNetwork whole = train(mlp(16), 4, Optional.empty(), Duration.ofHours(1));
    train(mlp(16), 2, Optional.of(folder), Duration.ofHours(1));
    MultiLayerNetwork resumed = train(mlp(16), 4, Optional.of(folder), Duration.ofHours(1));

    assertEquals(4, resumed.getEpochCount());
    assertEquals(whole.params(), resumed.params());
    assertEquals(whole.getUpdater().getStateViewArray(), resumed.getUpdater().getStateViewArray());
  }

  @Test
  void seedsMatter() throws IOException {
    Recipe otherSeed = new Recipe(Precision.BINARY, 1e-2, 0.9, 8);
    BinaryMlp other = new BinaryMlp(64, List.of(16), 10, otherSeed);
    assertNotEquals(
        train(mlp(16), 1, Optional.empty(), Duration.ofHours(1)).params(),
        train(other, 1, Optional.empty(), Duration.ofHours(1)).params());
  }

  @Test
  void historyGoesOnWithTheTraining() throws IOException {
    train(mlp(16), 2, Optional.of(folder), Duration.ofHours(1));
    Trainer trainer = trainer(mlp(16), 3, Optional.of(folder), Duration.ofHours(1));
    trainer.run();

    assertEquals(3, trainer.history().accuracies().size());
    History saved = History.read(folder.resolve("history.csv"), 3, 0);
    assertEquals(trainer.history().accuracies(), saved.accuracies());
    assertEquals(trainer.history().seconds(), saved.seconds());
  }

  @Test
  void flipRatiosGoOnWithTheTraining() throws IOException {
    Path csv = folder.resolve("flips.csv");
    List<List<LatentRow>> rows = new ArrayList<>();
    for (int epochs : new int[] {4, 2, 4}) {
      // The first training is uninterrupted, and the file begins anew with the second.
      Optional<Path> checkpoints = rows.isEmpty() ? Optional.empty() : Optional.of(folder);
      TrainingOptions options =
          new TrainingOptions(
              epochs,
              50,
              3,
              ImageFeed.raw(),
              Duration.ofHours(1),
              checkpoints,
              0,
              Optional.of(csv));
      new Trainer(mlp(16).configuration(), TRAIN, TEST, options).run();
      rows.add(FlipRatioListener.read(csv));
    }
    assertEquals(8, rows.get(0).size());
    assertEquals(rows.get(0).subList(0, 4), rows.get(1));
    assertEquals(
        rows.get(0).stream().map(LatentRow::flipRatio).toList(),
        rows.get(2).stream().map(LatentRow::flipRatio).toList());
  }

  @Test
  void noEpochBeginsAfterTheTimeLimit() throws IOException {
    assertEquals(0, train(mlp(16), 3, Optional.empty(), Duration.ZERO).getEpochCount());
  }

  static Stream<BinaryMlp> othersThanTheCheckpoint() {
    return Stream.of(
        mlp(17),
        new BinaryMlp(64, List.of(16), 10, new Recipe(Precision.TERNARY, 1e-2, 0.9, 7)),
        new BinaryMlp(64, List.of(16), 10, new Recipe(Precision.BINARY, 2e-2, 0.9, 7)),
        new BinaryMlp(64, List.of(16), 10, new Recipe(Precision.BINARY, 1e-2, 0.8, 7)),
        new BinaryMlp(64, List.of(16), 10, new Recipe(Precision.BINARY, 1e-2, 0.9, 8)));
  }

  @ParameterizedTest
  @MethodSource("othersThanTheCheckpoint")
  void aCheckpointOfAnotherNetworkIsRefused(BinaryMlp other) throws IOException {
    train(mlp(16), 1, Optional.of(folder), Duration.ofHours(1));
    IOException e =
        assertThrows(
            IOException.class, () -> trainer(other, 1, Optional.of(folder), Duration.ofHours(1)));
    assertTrue(e.getMessage().contains("network.zip"), e.getMessage());
  }

  private static BinaryMlp mlp(int width) {
    return new BinaryMlp(64, List.of(width), 10, RECIPE);
  }

  private static MultiLayerNetwork train(
      BinaryMlp mlp, int epochs, Optional<Path> checkpoints, Duration limit) throws IOException {
    return trainer(mlp, epochs, checkpoints, limit).run();
  }

  private static Trainer trainer(
      BinaryMlp mlp, int epochs, Optional<Path> checkpoints, Duration limit) throws IOException {
    TrainingOptions options =
        new TrainingOptions(epochs, 50, 3, ImageFeed.raw(), limit, checkpoints);
    return new Trainer(mlp.configuration(), TRAIN, TEST, options);
  }
}
