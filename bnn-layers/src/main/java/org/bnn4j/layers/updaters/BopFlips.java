package org.bnn4j.layers.updaters;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Turns the averages that Bop has made of gradients into updates that flip weights: 2w where w
 * flips and 0 elsewhere, of which DL4J's {@code w = w - update} makes exactly -w and w.
 *
 * <p>A regularization is what DL4J lets see weights and updates together. Weights are first set to
 * the signs by which the layer computes; the ones that are signs already, as all are after the
 * first step, do not change. Everything is done in place.
 */
record BopFlips(Bop bop) implements Regularization {

  @Override
  public ApplyStep applyStep() {
    return ApplyStep.POST_UPDATER;
  }

  @Override
  public void apply(INDArray weights, INDArray update, double rate, int iteration, int epoch) {
    step(weights, 0).muli(2).subi(1);
    double below = justBelow(bop.threshold(iteration, epoch), update.dataType());
    step(update.muli(weights), below).muli(weights).muli(2);
  }

  /** Replaces what is above the bound by 1, and the rest by 0. */
  private static INDArray step(INDArray array, double bound) {
    return Nd4j.getExecutioner().exec(new Step(array, array, bound));
  }

  /** The largest number of the type that is less than the threshold; for a threshold of 0, 0. */
  private static double justBelow(double threshold, DataType type) {
    double below =
        type == DataType.FLOAT ? Math.nextDown((float) threshold) : Math.nextDown(threshold);
    return Math.max(0, below);
  }

  @Override
  public double score(INDArray weights, int iteration, int epoch) {
    return 0;
  }

  @Override
  public Regularization clone() {
    return new BopFlips(bop.clone());
  }
}
