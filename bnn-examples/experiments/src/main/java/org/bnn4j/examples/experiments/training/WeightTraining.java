package org.bnn4j.examples.experiments.training;

import java.util.function.UnaryOperator;
import org.bnn4j.layers.updaters.Bop;
import org.bnn4j.layers.updaters.GlorotScaled;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * What trains the quantized weights of a network whose other parameters Adam trains.
 *
 * @param label for people
 * @param updater makes of Adam what trains all of the network
 */
public record WeightTraining(String label, UnaryOperator<IUpdater> updater) {
  /** Adam, as the rest. */
  public static final WeightTraining ADAM = new WeightTraining("Adam", adam -> adam);

  /** Adam, at the layers' own multiples of the learning rate. */
  public static final WeightTraining GLOROT =
      new WeightTraining("Adam, learning rate times BinaryNet's coefficient", GlorotScaled::new);

  /**
   * Bop.
   *
   * @param gamma in the first epoch
   * @param decay factor of gamma from epoch to epoch
   */
  public static WeightTraining bop(double threshold, double gamma, double decay) {
    Bop bop =
        new Bop(threshold, gamma).gamma(new ExponentialSchedule(ScheduleType.EPOCH, gamma, decay));
    return new WeightTraining(
        "Bop, threshold " + threshold + ", gamma at first " + gamma, bop::otherwise);
  }
}
