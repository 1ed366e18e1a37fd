package org.bnn4j.layers.rotation;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Weights of a randomized Hadamard transform: {@code W[i][j] = d[i] (-1)^popcount(i & j)} with
 * random signs d. Where the outputs are a power of two and no fewer than the inputs, its rows are
 * orthogonal and of length sqrt(nOut): the layer rotates its input, and stretches it by sqrt(nOut).
 *
 * <p>Argument: {@code seed} of the signs.
 *
 * @see Rotation#hadamard
 */
public final class HadamardInit implements IWeightInit {

  private static final long serialVersionUID = 1L;

  @JsonProperty private long seed;

  /** For JSON only. */
  HadamardInit() {}

  /** With random signs by this seed. */
  public HadamardInit(long seed) {
    this.seed = seed;
  }

  /**
   * Writes the weights.
   *
   * @param shape [nIn, nOut], with nOut a power of two and at least nIn
   * @throws IllegalArgumentException if it is not
   */
  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    boolean valid = shape.length == 2 && shape[1] >= shape[0] && Long.bitCount(shape[1]) == 1;
    if (!valid) {
      throw new IllegalArgumentException(
          "weights must be [nIn, nOut] with nOut a power of two and at least nIn, got "
              + Arrays.toString(shape));
    }
    Random random = new Random(seed);
    float[][] weights = new float[(int) shape[0]][(int) shape[1]];
    for (int i = 0; i < weights.length; i++) {
      int sign = random.nextBoolean() ? 1 : -1;
      for (int j = 0; j < weights[i].length; j++) {
        weights[i][j] = Integer.bitCount(i & j) % 2 == 0 ? sign : -sign;
      }
    }
    INDArray view = paramView.reshape(order, shape);
    return view.assign(Nd4j.createFromArray(weights));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadamardInit that && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(seed);
  }

  @Override
  public String toString() {
    return "HadamardInit(seed=" + seed + ")";
  }
}
