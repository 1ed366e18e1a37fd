package org.bnn4j.layers.activations;

import org.bnn4j.layers.quantizers.Elementwise;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Ternary activation: the sign of values above a threshold, 0 between, with a straight-through
 * pseudo-gradient.
 *
 * <p>Forward: {@code T(x) = +1 if x > t, -1 if x < -t, else 0}. In an exported model it is half the
 * sum of two bits, +1 where {@code x > t} and where {@code x >= -t}, so a product with it is two
 * products of bits by the same weights. T(NaN) is 0 here, and -1 in an exported model.
 *
 * <p>Gradient: {@code eps * 1{|x| <= 1}}, both ends inclusive.
 *
 * <p>Argument: {@code threshold}, 0.612 by default, which keeps the angle between x and T(x)
 * smallest for normally distributed x of variance 1, as behind a batch normalization: 25.9 degrees,
 * where the sign has 37.1.
 *
 * <p>Like {@link SignSTE}, it works in place.
 *
 * @see <a href="https://arxiv.org/abs/1705.07199">Anderson and Berg 2018, The High-Dimensional
 *     Geometry of Binary Neural Networks</a>
 */
public final class TernarySTE extends BaseActivationFunction implements QuantizedActivation {

  private static final long serialVersionUID = 1L;
  private static final double BEST_FOR_NORMAL = 0.612;

  @JsonProperty private double threshold;

  /** The threshold that is best for normally distributed values. */
  public TernarySTE() {
    this(BEST_FOR_NORMAL);
  }

  /**
   * Creates the activation.
   *
   * @param threshold finite and above 0, as a float
   * @throws IllegalArgumentException if it is not
   */
  public TernarySTE(double threshold) {
    float single = (float) threshold;
    if (!(single > 0 && single < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "threshold must be finite and above 0 in single precision, got " + threshold);
    }
    this.threshold = threshold;
  }

  /** Returns the largest magnitude that becomes 0, as the single-precision number compared with. */
  public float threshold() {
    return (float) threshold;
  }

  /** It is not below -t exactly if it is above the float that comes before -t. */
  @Override
  public float[] thresholds() {
    return new float[] {threshold(), -Math.nextUp(threshold())};
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    float t = threshold();
    return Elementwise.replace(in, x -> x > t ? 1 : x < -t ? -1 : 0);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    return new Pair<>(new StraightThrough().backpropagate(in, epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TernarySTE that && Double.compare(threshold, that.threshold) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(threshold);
  }

  @Override
  public String toString() {
    return "ternarySTE(threshold=" + threshold + ")";
  }
}
