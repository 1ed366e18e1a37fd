package org.bnn4j.layers.quantizers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights of k bits, evenly spaced from -1 to 1.
 *
 * <p>Forward, k of 2 or more: {@code q(w) = 2 round(r L) / L - 1} with {@code L = 2^k - 1} and
 * {@code r = tanh(w) / (2 max |tanh|) + 1/2}, the maximum being over the layer; halves are rounded
 * to even. Written as k planes of -1 and +1: {@code q = (b0 + 2 b1 + 4 b2 + ...) / L}, so the
 * packed kernels run it as k binary products. Forward, k of 1: {@code q(w) = mean |w| theta(w)},
 * the mean being over the layer.
 *
 * <p>Gradient: {@code dq/dw = (1 - tanh(w)^2) / max |tanh|} for k of 2 or more, the rounding being
 * passed straight through and the maximum taken for a constant; 1 for k of 1.
 *
 * <p>Argument: {@code bits}. Where all weights are 0, the maximum counts as 1; so does a mean that
 * is 0 or not finite. A NaN weight is left out of the maximum, and all its levels are -1.
 *
 * @see <a href="https://arxiv.org/abs/1606.06160">Zhou et al. 2016, DoReFa-Net</a>
 */
public final class DoReFaQuantizer implements WeightQuantizer {

  private static final long serialVersionUID = 1L;
  private static final int MOST_BITS = 8;

  private int bits;

  /** For JSON only. */
  private DoReFaQuantizer() {}

  /**
   * Creates the quantizer.
   *
   * @param bits a weight's bits, 1 to 8
   * @throws IllegalArgumentException if they are out of range
   */
  public DoReFaQuantizer(int bits) {
    this.bits = QuantizerChecks.requireWithin("bits", bits, 1, MOST_BITS);
  }

  @Override
  public WeightPrecision precision() {
    return WeightPrecision.BINARY;
  }

  @Override
  public int planes() {
    return bits;
  }

  @Override
  public boolean scaled() {
    return true;
  }

  @Override
  public void quantize(INDArray latent, INDArray levels) {
    LatentMatrix.requirePlanes(latent, levels, bits);
    if (bits == 1) {
      Theta.write(latent, levels);
      return;
    }
    int outputs = (int) latent.size(0);
    double most = mostTanh(latent);
    LatentMatrix.overRows(
        latent,
        (from, to) -> {
          RowCursor weights = new RowCursor(latent);
          RowCursor plane = new RowCursor(levels);
          for (int row = from; row < to; row++) {
            weights.load(row);
            number(weights.values, most);
            for (int bit = 0; bit < bits; bit++) {
              signs(weights.values, bit, plane.values);
              plane.store(bit * outputs + row);
            }
          }
        });
  }

  /** Replaces weights by the numbers of their levels, 0 to L. */
  private void number(double[] weights, double most) {
    int last = (1 << bits) - 1;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.rint((Math.tanh(weights[i]) / (2 * most) + 0.5) * last);
    }
  }

  private static void signs(double[] numbers, int bit, double[] signs) {
    for (int i = 0; i < numbers.length; i++) {
      signs[i] = ((int) numbers[i] >> bit & 1) == 1 ? 1 : -1;
    }
  }

  @Override
  public void scales(INDArray latent, INDArray levels, INDArray scales) {
    LatentMatrix.requirePlanes(latent, levels, bits);
    LatentMatrix.requireScales(levels, scales);
    if (bits == 1) {
      scales.assign(orOne(Magnitudes.ofAll(latent).mean()));
      return;
    }
    long outputs = latent.size(0);
    double last = (1 << bits) - 1;
    for (long row = 0; row < scales.length(); row++) {
      scales.putScalar(row, (1 << (int) (row / outputs)) / last);
    }
  }

  private static double mostTanh(INDArray latent) {
    return orOne(Math.tanh(Magnitudes.largest(latent)));
  }

  private static double orOne(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY ? value : 1;
  }

  @Override
  public boolean straightThrough() {
    return bits == 1;
  }

  @Override
  public void backpropagate(INDArray latent, INDArray gradient) {
    LatentMatrix.requireGradient(latent, gradient);
    if (bits == 1) {
      return;
    }
    double most = mostTanh(latent);
    Elementwise.replace(
        gradient,
        latent,
        (g, w) -> {
          double tanh = Math.tanh(w);
          return g * (1 - tanh * tanh) / most;
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DoReFaQuantizer that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }

  @Override
  public String toString() {
    return "DoReFaQuantizer(bits=" + bits + ")";
  }
}
