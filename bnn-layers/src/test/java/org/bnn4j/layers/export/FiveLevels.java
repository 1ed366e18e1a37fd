package org.bnn4j.layers.export;

import org.bnn4j.layers.activations.QuantizedActivation;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation that the library does not have: -1, -1/2, 0, 1/2 and 1, in steps. */
class FiveLevels extends BaseActivationFunction implements QuantizedActivation {
  private static final long serialVersionUID = 1L;

  @Override
  public float[] thresholds() {
    return new float[] {0.9f, 0.25f, -0.3f, -1.1f};
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    INDArray sum = in.like();
    for (float threshold : thresholds()) {
      sum.addi(in.gt(threshold).castTo(in.dataType()).muli(2).subi(1));
    }
    return in.assign(sum.divi(thresholds().length));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    return new Pair<>(new StraightThrough().backpropagate(in, epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FiveLevels;
  }

  @Override
  public int hashCode() {
    return FiveLevels.class.hashCode();
  }

  @Override
  public String toString() {
    return "fiveLevels";
  }
}
