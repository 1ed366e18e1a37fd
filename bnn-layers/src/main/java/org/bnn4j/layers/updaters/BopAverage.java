package org.bnn4j.layers.updaters;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The part of Bop that DL4J knows as the updater of binary weights: it turns gradients into their
 * moving average, one number of state a weight. {@link BopFlips} does the rest.
 *
 * <p>Layers hand it out instead of the Bop that they are configured with; it is never stored.
 */
record BopAverage(Bop bop) implements IUpdater {

  @Override
  public long stateSize(long numParams) {
    return numParams;
  }

  @Override
  public GradientUpdater<BopAverage> instantiate(INDArray viewArray, boolean initialize) {
    BopAverager averager = new BopAverager(this);
    long[] shape = viewArray.shape();
    averager.setStateViewArray(viewArray, shape, viewArray.ordering(), initialize);
    return averager;
  }

  @Override
  public GradientUpdater<BopAverage> instantiate(Map<String, INDArray> state, boolean initialize) {
    BopAverager averager = new BopAverager(this);
    averager.setState(state, initialize);
    return averager;
  }

  @Override
  public IUpdater clone() {
    return new BopAverage(bop.clone());
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return Double.NaN;
  }

  @Override
  public boolean hasLearningRate() {
    return false;
  }

  @Override
  public void setLrAndSchedule(double learningRate, ISchedule schedule) {
    throw new UnsupportedOperationException("Bop has no learning rate: " + bop);
  }
}
