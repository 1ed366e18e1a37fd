package org.bnn4j.layers;

import java.util.List;
import org.bnn4j.layers.internal.impl.BinarySeparableConv2DLayer;
import org.bnn4j.layers.internal.impl.QuantizedConvLayer;
import org.bnn4j.layers.updaters.LatentWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A separable convolution with weights -1 and +1: a depthwise step, then a 1 x 1 convolution of its
 * integer sums.
 *
 * <p>Forward: {@code s[i * depthMultiplier + m] = x[i] * theta(W[m, i])}, {@code z = s * theta(pW)
 * + b}, with {@code theta(w) = +1 if w > 0, else -1}; the bias is off by default.
 *
 * <p>Gradient, unless the quantizer says otherwise: straight through, the gradients with respect to
 * theta(W) and theta(pW) are those of W and pW; the latent weights are clipped to [-1, 1] after
 * each update. The network stores them under "W" ([depthMultiplier, nIn, kernelHeight,
 * kernelWidth]) and "pW" ([nOut, nIn * depthMultiplier, 1, 1]), both in 'c' order, as DL4J's own
 * separable convolution does.
 *
 * <p>In an exported model the first step runs on bits, and the second on floats, as the sums that
 * it reads are no bits. Without scales they are whole numbers below 2^24, so the answers are the
 * network's; with a quantizer that scales, they agree within rounding. It is slower, and its inputs
 * take more memory, than a convolution of bits.
 *
 * <p>Shapes, padding and what else applies to it are said at {@link QuantizedConv2D}. It should be
 * fed -1 and +1: put {@code new ActivationLayer(new SignSTE())} directly before it.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public class BinarySeparableConv2D extends DepthMultipliedConv2D {

  private static final long serialVersionUID = 1L;

  /** For JSON only. */
  protected BinarySeparableConv2D() {}

  private BinarySeparableConv2D(Builder builder) {
    super(builder);
  }

  @Override
  QuantizedConvLayer createLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    return new BinarySeparableConv2DLayer(conf, dataType, inGraph);
  }

  @Override
  List<WeightShape> weightShapes() {
    long between = nIn * depthMultiplier();
    return List.of(
        new WeightShape(
            SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY,
            depthwiseFanIn(),
            depthwiseFanOut(),
            depthMultiplier(),
            nIn,
            kernelSize[0],
            kernelSize[1]),
        new WeightShape(
            SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY,
            between,
            between,
            nOut,
            between,
            1,
            1));
  }

  @Override
  LatentWeights latents(String param) {
    return param.equals(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY)
        ? new LatentWeights(quantizer().precision(), channelsBetween(), nOut)
        : super.latents(param);
  }

  @Override
  long channelsBetween() {
    return nIn * depthMultiplier();
  }

  /** Builds {@link BinarySeparableConv2D} layers. */
  @SuppressWarnings("unchecked") // DL4J lets the caller of build() name the type; here it is fixed.
  public static class Builder extends DepthMultipliedConv2D.Builder<Builder> {

    /** Starts from the defaults: no bias, identity activation, latent weights clipped to 1. */
    public Builder() {}

    /**
     * Starts from the defaults with a kernel.
     *
     * @param kernelSize height and width, or one number for both
     */
    public Builder(int... kernelSize) {
      kernelSize(kernelSize);
    }

    /**
     * Builds the layer.
     *
     * @throws DL4JInvalidConfigException if a setting is out of range
     */
    @Override
    public BinarySeparableConv2D build() {
      return new BinarySeparableConv2D(this);
    }
  }
}
