package org.bnn4j.layers.updaters;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** Replaces gradients by their moving average, in place. */
final class BopAverager implements GradientUpdater<BopAverage> {

  private static final String AVERAGE = "M";

  private final BopAverage config;
  private INDArray average;

  BopAverager(BopAverage config) {
    this.config = config;
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    double gamma = config.bop().gamma(iteration, epoch);
    average.addi(gradient.subi(average).muli(gamma));
    gradient.assign(average);
  }

  @Override
  public BopAverage getConfig() {
    return config;
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(AVERAGE, average);
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    INDArray stored = state.get(AVERAGE);
    if (stored == null || state.size() != 1) {
      throw new IllegalStateException(
          "The state of Bop is one array, " + AVERAGE + "; got " + state.keySet());
    }
    setStateViewArray(stored, stored.shape(), stored.ordering(), initialize);
  }

  @Override
  public void setStateViewArray(
      INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
    if (initialize) {
      viewArray.assign(0);
    }
    average = viewArray.reshape(gradientOrder, gradientShape);
  }
}
