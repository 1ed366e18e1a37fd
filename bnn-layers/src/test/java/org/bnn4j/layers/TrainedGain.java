package org.bnn4j.layers;

import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sign times one trained number, with the gradient of the latent weights straight through. */
final class TrainedGain implements LearnedScales {

  private static final long serialVersionUID = 1L;

  @Override
  public WeightPrecision precision() {
    return WeightPrecision.BINARY;
  }

  @Override
  public double[] initial() {
    return new double[] {0.5};
  }

  @Override
  public void quantize(INDArray latent, INDArray levels) {
    new SignQuantizer().quantize(latent, levels);
  }

  @Override
  public void scales(INDArray latent, INDArray levels, INDArray learned, INDArray scales) {
    scales.assign(learned.getDouble(0));
  }

  @Override
  public void backpropagate(
      INDArray latent, INDArray learned, INDArray gradient, INDArray learnedGradient) {
    INDArray signs = new SignSTE().getActivation(latent.dup(), false);
    learnedGradient.assign(signs.mul(gradient).sumNumber());
  }
}
