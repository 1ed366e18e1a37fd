package org.bnn4j.layers.activations;

import org.bnn4j.layers.quantizers.Elementwise;
import org.bnn4j.layers.quantizers.StochasticSignQuantizer;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.bnn4j.layers.quantizers.Theta;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Binary activation drawn at random in training.
 *
 * <p>Forward, in training: +1 with probability {@code clip((x + 1) / 2, 0, 1)}, else -1, from
 * ND4J's seeded generator. At inference, and in an exported model: {@code theta(x) = +1 if x > 0,
 * else -1}.
 *
 * <p>Gradient: {@code eps * 1{|x| <= 1}}, both ends inclusive: the derivative of the expected
 * value.
 *
 * <p>It has no arguments. Like {@link SignSTE}, it works in place.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public final class StochasticSign extends BaseActivationFunction implements QuantizedActivation {

  private static final long serialVersionUID = 1L;

  @Override
  public float[] thresholds() {
    return new float[] {0};
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    if (!training) {
      return Theta.replace(in);
    }
    INDArray random = Nd4j.rand(in.dataType(), in.shape());
    return Elementwise.replace(in, random, (x, r) -> StochasticSignQuantizer.drawn(r, x));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    return new Pair<>(new StraightThrough().backpropagate(in, epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StochasticSign;
  }

  @Override
  public int hashCode() {
    return StochasticSign.class.hashCode();
  }

  @Override
  public String toString() {
    return "stochasticSign";
  }
}
