package org.bnn4j.layers.quantizers;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.HardTanhDerivative;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The straight-through estimator: the gradient passes where the input is within a window.
 *
 * <p>Gradient: {@code 1{|x| <= clip}}, both ends inclusive; 1 everywhere without a clip.
 *
 * <p>Argument: {@code clip}, 1 by default, or none.
 *
 * @see <a href="https://arxiv.org/abs/1308.3432">Bengio, Leonard and Courville 2013, Estimating or
 *     Propagating Gradients Through Stochastic Neurons</a>
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public final class StraightThrough implements PseudoGradient {

  private static final long serialVersionUID = 1L;

  /** Null for no window. */
  private Double clip = 1.0;

  /** The window [-1, 1]. */
  public StraightThrough() {}

  /**
   * The window [-clip, clip].
   *
   * @param clip finite and above 0
   * @throws IllegalArgumentException if it is not
   */
  public StraightThrough(double clip) {
    this.clip = QuantizerChecks.requirePositive("clip", clip);
  }

  /** No window: every gradient passes. */
  public static StraightThrough everywhere() {
    StraightThrough all = new StraightThrough();
    all.clip = null;
    return all;
  }

  @Override
  public double at(double x) {
    return clip == null || Math.abs(x) <= clip ? 1 : 0;
  }

  /** Says whether every gradient passes. */
  public boolean isEverywhere() {
    return clip == null;
  }

  @Override
  @SuppressWarnings("deprecation") // In favour of HardTanhBp, which takes ten times as long.
  public INDArray backpropagate(INDArray x, INDArray epsilon) {
    if (clip == null || clip != 1) {
      return PseudoGradient.super.backpropagate(x, epsilon);
    }
    // The derivative of the hard tanh is this window.
    Nd4j.getExecutioner().exec(new HardTanhDerivative(x, x));
    return x.muli(epsilon);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StraightThrough that && Objects.equals(clip, that.clip);
  }

  @Override
  public int hashCode() {
    return Objects.hash(clip);
  }

  @Override
  public String toString() {
    return clip == null ? "StraightThrough.everywhere()" : "StraightThrough(clip=" + clip + ")";
  }
}
