package org.bnn4j.layers.activations;

import java.util.Objects;
import org.bnn4j.layers.quantizers.PseudoGradient;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.bnn4j.layers.quantizers.Theta;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Binary activation: the sign, with a straight-through pseudo-gradient.
 *
 * <p>Forward: {@code theta(x) = +1 if x > 0, else -1}. So theta(0) = theta(-0.0) = theta(NaN) = -1:
 * an output is always one of two values and fits one bit.
 *
 * <p>Gradient: {@code eps * p(x)} with a {@link PseudoGradient} p; by default {@code 1{|x| <= 1}},
 * both ends inclusive: that of the hard tanh.
 *
 * <p>Argument: {@code gradient}, {@link StraightThrough} by default. Use it as {@code
 * .activation(new SignSTE())} of a layer, or on its own as {@code new ActivationLayer(new
 * SignSTE())}, which is the form to put between a batch normalization and the next binary layer. It
 * takes any shape and, as DL4J asks of activations, works in place. At inference an ActivationLayer
 * hands it its own input, and overwrites it where that is outside workspaces. For values inside a
 * network that is the case in {@code feedForward(x, false)}, not in {@code output}; the network's
 * own input is the caller's array, so with this as the first layer {@code output(x)}, too, leaves
 * signs in x, and in a graph other vertices that read the input after it see the signs. Pass a copy
 * where x is needed afterwards.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public final class SignSTE extends BaseActivationFunction implements QuantizedActivation {

  private static final long serialVersionUID = 1L;

  /** The default is that of files from before there was a choice. */
  @JsonProperty private PseudoGradient gradient = new StraightThrough();

  /** Straight through within [-1, 1]. */
  public SignSTE() {}

  /** With this pseudo-gradient. */
  public SignSTE(PseudoGradient gradient) {
    this.gradient = Objects.requireNonNull(gradient, "gradient");
  }

  @Override
  public float[] thresholds() {
    return new float[] {0};
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return Theta.replace(in);
  }

  /**
   * Turns the gradient after the sign into the pseudo-gradient before it.
   *
   * @param in values the forward pass saw; overwritten with the result
   * @param epsilon gradient with respect to the outputs, same shape
   * @return the pseudo-gradient with respect to {@code in}, and null as there are no parameters
   * @throws IllegalStateException if the two shapes differ
   */
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    return new Pair<>(gradient.backpropagate(in, epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignSTE that && gradient.equals(that.gradient);
  }

  @Override
  public int hashCode() {
    return gradient.hashCode();
  }

  @Override
  public String toString() {
    return gradient.equals(new StraightThrough()) ? "signSTE" : "signSTE(" + gradient + ")";
  }
}
