package org.bnn4j.layers;

import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights of -2, 0 and 2: the sum of two signs, without a scale. */
final class UnscaledPlanes implements WeightQuantizer {

  private static final long serialVersionUID = 1L;

  @Override
  public WeightPrecision precision() {
    return WeightPrecision.BINARY;
  }

  @Override
  public int planes() {
    return 2;
  }

  @Override
  public void quantize(INDArray latent, INDArray levels) {
    levels.assign(Nd4j.concat(0, latent.sub(0.2), latent.add(0.2)));
    new SignSTE().getActivation(levels, false);
  }
}
