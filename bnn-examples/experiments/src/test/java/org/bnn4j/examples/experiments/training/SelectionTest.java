package org.bnn4j.examples.experiments.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that hold images out, and export the network that is best on them. */
class SelectionTest {
  private static final LabeledImages TRAIN = Digits.all().slice(0, 300);
  private static final LabeledImages TEST = Digits.all().slice(300, 400);
  private static final int HELD_OUT = 60;
  private static final int EPOCHS = 3;

  @TempDir Path folder;

  private static TrainingOptions options(int epochs, Path checkpoints, int validation) {
    return new TrainingOptions(
        epochs,
        40,
        3,
        ImageFeed.raw(),
        Duration.ofHours(1),
        Optional.ofNullable(checkpoints),
        validation,
        Optional.empty());
  }

  /** The learning rate is so high that accuracy goes up and down. */
  private static Trainer trainer(int epochs, Path checkpoints, int validation) throws IOException {
    Recipe recipe = new Recipe(Precision.BINARY, 0.5, 1, 7);
    return new Trainer(
        new BinaryMlp(64, List.of(12), 10, recipe).configuration(),
        TRAIN,
        TEST,
        options(epochs, checkpoints, validation));
  }

  @Test
  void theBestOnHeldOutImagesIsWhatIsReturned() throws IOException {
    Trainer trainer = trainer(EPOCHS, folder, HELD_OUT);
    MultiLayerNetwork best = trainer.run();
    List<Double> validations = trainer.history().validations();
    assertEquals(EPOCHS, validations.size());
    double highest = Collections.max(validations);
    int epoch = 1 + validations.indexOf(highest);
    assertTrue(epoch < EPOCHS, "the last is not the best: " + validations);
    assertEquals(epoch, best.getEpochCount());
    LabeledImages heldOut = TRAIN.slice(300 - HELD_OUT, 300);
    var images = options(EPOCHS, folder, HELD_OUT).iterator(heldOut);
    assertEquals(highest, best.evaluate(images).accuracy());

    // It is the network of that epoch, as a training of the other images alone has it.
    TrainingOptions alone = options(epoch, null, 0);
    Recipe recipe = new Recipe(Precision.BINARY, 0.5, 1, 7);
    var conf = new BinaryMlp(64, List.of(12), 10, recipe).configuration();
    LabeledImages others = TRAIN.slice(0, 300 - HELD_OUT);
    assertEquals(new Trainer(conf, others, TEST, alone).run().params(), best.params());
  }

  @Test
  void anInterruptedTrainingChoosesTheSame() throws IOException {
    MultiLayerNetwork whole = trainer(EPOCHS, folder.resolve("whole"), HELD_OUT).run();
    Path parts = folder.resolve("parts");
    for (int epochs : new int[] {1, EPOCHS}) {
      trainer(epochs, parts, HELD_OUT).run();
    }
    Trainer finished = trainer(EPOCHS, parts, HELD_OUT);
    assertEquals(whole.params(), finished.run().params());
    assertEquals(EPOCHS, finished.history().validations().size());
  }

  @Test
  void aNewTrainingForgetsTheBestOfAnEarlierOne() throws IOException {
    trainer(EPOCHS, folder, HELD_OUT).run();
    Files.delete(folder.resolve("network.zip"));
    MultiLayerNetwork first = trainer(1, folder, HELD_OUT).run();
    assertEquals(1, first.getEpochCount());
  }

  @Test
  void withoutHeldOutImagesTheLastIsReturnedAndFilesAreAsBefore() throws IOException {
    MultiLayerNetwork last = trainer(2, folder, 0).run();
    assertEquals(2, last.getEpochCount());
    assertTrue(Files.notExists(folder.resolve("best.zip")));
    List<String> lines = Files.readAllLines(folder.resolve("history.csv"));
    assertEquals("epoch,loss,test accuracy,seconds", lines.get(0));
    assertEquals(4, lines.get(1).split(",").length);
  }

  @Test
  void aCheckpointOfOtherHeldOutImagesIsRefused() throws IOException {
    trainer(1, folder, HELD_OUT).run();
    for (int other : new int[] {0, HELD_OUT + 1}) {
      IOException e = assertThrows(IOException.class, () -> trainer(2, folder, other));
      assertTrue(e.getMessage().contains("other training images were held out"), e.getMessage());
    }
  }

  @Test
  void numbersThatCannotBeHeldOut() {
    assertThrows(IllegalArgumentException.class, () -> trainer(1, folder, 300));
    assertThrows(IllegalArgumentException.class, () -> options(1, folder, -1));
    assertThrows(IllegalArgumentException.class, () -> options(1, null, 5));
  }
}
