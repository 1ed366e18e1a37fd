package org.bnn4j.layers;

import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;

/**
 * A two-dimensional convolution with weights -1 and +1.
 *
 * <p>Forward: {@code z = x * theta(W) + b} with {@code theta(w) = +1 if w > 0, else -1}, or what
 * another {@link WeightQuantizer} makes of W; the bias is off by default.
 *
 * <p>Gradient, unless the quantizer says otherwise: straight through, the gradient with respect to
 * theta(W) is that of W; the latent weights are clipped to [-1, 1] after each update.
 *
 * <p>Shapes, padding and what else applies to it are said at {@link QuantizedConv2D}. A hidden
 * layer should be fed -1 and +1: put {@code new ActivationLayer(new SignSTE())} directly before it.
 * The first layer of a network may read real values.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public class BinaryConv2D extends QuantizedConv2D {

  private static final long serialVersionUID = 1L;

  /** For JSON only. */
  protected BinaryConv2D() {}

  private BinaryConv2D(Builder builder) {
    super(builder);
    QuantizerSetting.require(quantizer(), WeightPrecision.BINARY, layerName);
    initializeConstraints(builder); // Once more: the quantizer may have a parameter of its own.
  }

  /** Builds {@link BinaryConv2D} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  public static class Builder extends QuantizedConv2D.Builder<Builder> {

    /**
     * Starts from the defaults: the sign without a scale, no bias, identity activation, latent
     * weights clipped to 1.
     */
    public Builder() {
      super(new SignQuantizer());
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
     * @throws DL4JInvalidConfigException if the quantizer is not of precision BINARY, or a setting
     *     is out of range
     */
    @Override
    public BinaryConv2D build() {
      return new BinaryConv2D(this);
    }
  }
}
