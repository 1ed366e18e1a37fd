package org.bnn4j.layers.activations;

import org.bnn4j.layers.quantizers.Elementwise;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Activation of k bits, evenly spaced from 0 to 1.
 *
 * <p>Forward: {@code round(clip(x, 0, 1) L) / L} with {@code L = 2^k - 1}, in single precision,
 * halves rounded to even; 0 for NaN.
 *
 * <p>Gradient: {@code eps * 1{0 <= x <= 1}}, both ends inclusive.
 *
 * <p>Argument: {@code bits}. In an exported model it stays in floats, and so does the product
 * behind it, as its values are no bits; the weights are packed all the same.
 *
 * <p>Like {@link SignSTE}, it works in place.
 *
 * @see <a href="https://arxiv.org/abs/1606.06160">Zhou et al. 2016, DoReFa-Net</a>
 */
public final class DoReFaActivation extends BaseActivationFunction implements QuantizedActivation {

  private static final long serialVersionUID = 1L;
  private static final int MOST_BITS = 8;

  @JsonProperty private int bits;

  /** For JSON only. */
  DoReFaActivation() {}

  /**
   * Creates the activation.
   *
   * @param bits of a value, 1 to 8
   * @throws IllegalArgumentException if they are out of range
   */
  public DoReFaActivation(int bits) {
    if (bits < 1 || bits > MOST_BITS) {
      throw new IllegalArgumentException("bits must be 1 to " + MOST_BITS + ", got " + bits);
    }
    this.bits = bits;
  }

  /** Returns the number of the last level, 2^k - 1; the first is 0. */
  public int lastLevel() {
    return (1 << bits) - 1;
  }

  @Override
  public float[] thresholds() {
    return new float[0];
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    float last = lastLevel();
    return Elementwise.replace(
        in, x -> x > 0 ? (float) Math.rint(Math.min((float) x, 1) * last) / last : 0);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    return new Pair<>(
        Elementwise.replace(in, epsilon, (x, gradient) -> x >= 0 && x <= 1 ? gradient : 0), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DoReFaActivation that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }

  @Override
  public String toString() {
    return "doReFa(bits=" + bits + ")";
  }
}
