package org.bnn4j.layers.updaters;

import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A multiple of the learning rate of another updater, fixed or scheduled.
 *
 * <p>It is made from the configuration whenever it is needed, and never stored.
 */
record ScaledRate(IUpdater updater, double factor) implements ISchedule {

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * updater.getLearningRate(iteration, epoch);
  }

  @Override
  public ISchedule clone() {
    return new ScaledRate(updater.clone(), factor);
  }
}
