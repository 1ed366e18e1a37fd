package org.bnn4j.examples.experiments.training;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * What the networks of the experiments have in common.
 *
 * @param layers kind of the weights and activations
 * @param learningRate Adam's, in the first epoch
 * @param decay factor of the learning rate from epoch to epoch
 * @param seed of the initial weights
 * @param weights what trains the quantized weights
 * @param dropout what is left out in training
 */
public record Recipe(
    LayerKind layers,
    double learningRate,
    double decay,
    long seed,
    WeightTraining weights,
    Dropout dropout) {
  /** All parameters trained by Adam, without dropout. */
  public Recipe(LayerKind layers, double learningRate, double decay, long seed) {
    this(layers, learningRate, decay, seed, WeightTraining.ADAM, Dropout.NONE);
  }

  IUpdater updater() {
    return weights
        .updater()
        .apply(new Adam(new ExponentialSchedule(ScheduleType.EPOCH, learningRate, decay)));
  }
}
