package org.bnn4j.layers.quantizers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Binary weights: the sign of the latent weight, without a scale.
 *
 * <p>Forward: {@code q(w) = +1 if w > 0, else -1}. So q(0) = q(-0.0) = q(NaN) = -1.
 *
 * <p>Gradient: {@code dq/dw = 1}, straight through. The latent weights' clip to [-1, 1], which the
 * layers apply after each update, takes the place of a window.
 *
 * <p>It has no arguments.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public final class SignQuantizer implements WeightQuantizer {

  private static final long serialVersionUID = 1L;

  @Override
  public WeightPrecision precision() {
    return WeightPrecision.BINARY;
  }

  @Override
  public void quantize(INDArray latent, INDArray levels) {
    LatentMatrix.requirePair(latent, levels);
    // ND4J's sign is 0 at 0, so the step is mapped instead: {0, 1} to {-1, +1}.
    Nd4j.getExecutioner().exec(new Step(latent, levels, 0.0));
    levels.muli(2).subi(1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignQuantizer;
  }

  @Override
  public int hashCode() {
    return SignQuantizer.class.hashCode();
  }

  @Override
  public String toString() {
    return "SignQuantizer()";
  }
}
