package org.bnn4j.examples.experiments.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.layers.updaters.Bop;
import org.bnn4j.layers.updaters.GlorotScaled;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class WeightTrainingFlagsTest {
  private static final Adam ADAM = new Adam(new ExponentialSchedule(ScheduleType.EPOCH, 0.02, 0.5));

  @Command
  private static final class Example {
    @Mixin
    private final TrainingFlags training =
        new TrainingFlags("x", 1, 10, 0.02, 0.5, 1, Dropout.NONE);
  }

  private static Recipe recipe(String... options) {
    Example example = new Example();
    new CommandLine(example).parseArgs(options);
    return example.training.recipe();
  }

  @Test
  void eachOptionHasItsUpdater() {
    assertEquals(ADAM, recipe().updater());
    assertEquals(ADAM, recipe("--ternary").updater());
    assertEquals(new GlorotScaled(ADAM), recipe("--glorot", "--ternary").updater());
    Bop bop = new Bop(1e-7, 0.3).gamma(new ExponentialSchedule(ScheduleType.EPOCH, 0.3, 0.5));
    assertEquals(
        bop.otherwise(ADAM), recipe("--bop", "--threshold", "1e-7", "--gamma", "0.3").updater());
    assertEquals(
        "Bop, threshold 1.0E-7, gamma at first 0.3",
        recipe("--bop", "--threshold", "1e-7", "--gamma", "0.3").weights().label());
  }

  @Test
  void contradictionsAreWrongUsage() {
    for (String[] options :
        new String[][] {
          {"--bop", "--ternary"},
          {"--bop", "--glorot"},
          {"--bop", "--gamma", "2"},
          {"--bop", "--threshold", "-1"}
        }) {
      String message = assertThrows(ParameterException.class, () -> recipe(options)).getMessage();
      assertTrue(message.contains(options[1].substring(2)), message);
    }
  }

  @Test
  void bopsSettingsAloneAreWrongUsage() {
    for (String option : new String[] {"--threshold", "--gamma"}) {
      String message =
          assertThrows(ParameterException.class, () -> recipe(option, "1e-3")).getMessage();
      assertTrue(message.contains("add --bop"), message);
    }
  }

  @Test
  void theNetworkIsTrainedByThem() throws IOException {
    LabeledImages digits = Digits.all().slice(0, 50);
    BinaryMlp mlp = new BinaryMlp(64, List.of(16), 10, recipe("--bop"));
    TrainingOptions options =
        new TrainingOptions(1, 10, 1, ImageFeed.raw(), Duration.ofHours(1), Optional.empty());
    MultiLayerNetwork network = new Trainer(mlp.configuration(), digits, digits, options).run();
    for (String weights : List.of("0_W", "3_W")) {
      double[] values = network.getParam(weights).dup('c').data().asDouble();
      for (double value : values) {
        assertEquals(1, Math.abs(value), weights);
      }
    }
  }
}
