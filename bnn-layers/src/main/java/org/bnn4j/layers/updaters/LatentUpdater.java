package org.bnn4j.layers.updaters;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An updater that does one thing with the latent weights of quantized layers and another with every
 * other parameter: biases, batch normalization, layers of float weights.
 *
 * <p>It may be set for a whole network or for single layers. DL4J shows an updater gradients alone;
 * the quantized layers of this project ask for {@link #forLatents}, which knows more. Any other
 * layer uses the object itself, which is the updater of the other parameters.
 */
public abstract sealed class LatentUpdater implements IUpdater permits Bop, GlorotScaled {

  private static final long serialVersionUID = 1L;

  LatentUpdater() {}

  /** Returns the updater of such latent weights. */
  public abstract IUpdater forLatents(LatentWeights weights);

  /**
   * Returns the regularization of such latent weights.
   *
   * @param configured what the layer's configuration says; may be null
   */
  public List<Regularization> regularization(
      LatentWeights weights, List<Regularization> configured) {
    return configured;
  }

  /** Returns the updater of the other parameters. */
  abstract IUpdater others();

  @Override
  public long stateSize(long numParams) {
    return others().stateSize(numParams);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
    return others().instantiate(viewArray, initializeViewArray);
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initializeState) {
    return others().instantiate(state, initializeState);
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return others().getLearningRate(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return others().hasLearningRate();
  }

  @Override
  public void setLrAndSchedule(double learningRate, ISchedule schedule) {
    others().setLrAndSchedule(learningRate, schedule);
  }

  @Override
  public abstract LatentUpdater clone();
}
