package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.exception.DL4JInvalidConfigException;

/**
 * A two-dimensional convolution with weights -1, 0 and +1, and by default a scale.
 *
 * <p>Forward: {@code z = a * (x * T(W)) + b} with {@code T(w) = sign(w) if |w| > t, else 0};
 * threshold t and scale a as in {@link TernaryQuantizer}; the bias is off by default.
 *
 * <p>Gradient, unless the quantizer says otherwise: straight through, the gradient with respect to
 * a T(W) is that of W; the latent weights are clipped to [-1, 1] after each update.
 *
 * <p>Shapes, padding and what else applies to it are said at {@link QuantizedConv2D}. A hidden
 * layer should be fed -1 and +1: put {@code new ActivationLayer(new SignSTE())} directly before it.
 * The first layer of a network may read real values.
 *
 * @see <a href="https://arxiv.org/abs/1605.04711">Li, Zhang and Liu 2016, Ternary Weight
 *     Networks</a>
 */
public class TernaryConv2D extends QuantizedConv2D {

  private static final long serialVersionUID = 1L;

  /** For JSON only. */
  protected TernaryConv2D() {}

  private TernaryConv2D(Builder builder) {
    super(builder);
    QuantizerSetting.require(quantizer(), WeightPrecision.TERNARY, layerName);
    initializeConstraints(builder); // Once more: the quantizer may have a parameter of its own.
  }

  /** Builds {@link TernaryConv2D} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  public static class Builder extends QuantizedConv2D.Builder<Builder> {

    /**
     * Starts from the defaults: threshold 0.7 times the mean magnitude and a scale, both over the
     * layer; no bias, identity activation, latent weights clipped to 1.
     */
    public Builder() {
      super(new TernaryQuantizer());
    }

    /**
     * Starts from the defaults with a kernel.
     *
     * @param kernelSize height and width, or one number for both
     */
    public Builder(int... kernelSize) {
      this();
      kernelSize(kernelSize);
    }

    /**
     * Builds the layer.
     *
     * @throws DL4JInvalidConfigException if the quantizer is not of precision TERNARY, or a setting
     *     is out of range
     */
    @Override
    public TernaryConv2D build() {
      return new TernaryConv2D(this);
    }
  }
}
