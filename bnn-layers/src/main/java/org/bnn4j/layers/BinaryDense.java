package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;

/**
 * A dense layer with weights -1 and +1.
 *
 * <p>Forward: {@code z = x . theta(W) + b} with {@code theta(w) = +1 if w > 0, else -1}, or what
 * another {@link WeightQuantizer} makes of W; the bias is off by default.
 *
 * <p>Gradient, unless the quantizer says otherwise: straight through, {@code dL/dW = x' . dL/dz};
 * the latent weights are clipped to [-1, 1] after each update.
 *
 * <p>What else applies to it is said at {@link QuantizedDense}. A hidden layer should be fed -1 and
 * +1: put {@code new ActivationLayer(new SignSTE())} directly before it. The first layer of a
 * network may read real values.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public class BinaryDense extends QuantizedDense {

  private static final long serialVersionUID = 1L;

  /** For JSON only. */
  protected BinaryDense() {}

  private BinaryDense(Builder builder) {
    super(builder);
    QuantizerSetting.require(quantizer(), WeightPrecision.BINARY, layerName);
    initializeConstraints(builder);
  }

  /** Builds {@link BinaryDense} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  public static class Builder extends QuantizedDense.Builder<Builder> {

    /**
     * Starts from the defaults: the sign without a scale, no bias, identity activation, latent
     * weights clipped to 1.
     */
    public Builder() {
      super(new SignQuantizer());
    }

    /**
     * Builds the layer.
     *
     * @throws DL4JInvalidConfigException if the quantizer is not of precision BINARY, or a setting
     *     is out of range
     */
    @Override
    public BinaryDense build() {
      return new BinaryDense(this);
    }
  }
}
