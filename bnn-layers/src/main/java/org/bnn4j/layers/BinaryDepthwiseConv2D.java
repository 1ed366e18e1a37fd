package org.bnn4j.layers;

import java.util.Collection;
import java.util.List;
import org.bnn4j.layers.internal.impl.BinaryDepthwiseConv2DLayer;
import org.bnn4j.layers.internal.impl.QuantizedConvLayer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A depthwise convolution with weights -1 and +1: every output channel sums over one input channel.
 *
 * <p>Forward: {@code z[i * depthMultiplier + m] = x[i] * theta(W[m, i]) + b} with {@code theta(w) =
 * +1 if w > 0, else -1}; the bias is off by default. There are nIn times depthMultiplier output
 * channels; nOut need not be set.
 *
 * <p>Gradient, unless the quantizer says otherwise: straight through, the gradient with respect to
 * theta(W) is that of W; the latent weights are clipped to [-1, 1] after each update. The network
 * stores them under "W" ([kernelHeight, kernelWidth, nIn, depthMultiplier] in 'c' order, as DL4J's
 * own depthwise convolution does).
 *
 * <p>Shapes, padding and what else applies to it are said at {@link QuantizedConv2D}. It should be
 * fed -1 and +1: put {@code new ActivationLayer(new SignSTE())} directly before it.
 *
 * @see <a href="https://arxiv.org/abs/1602.02830">Courbariaux et al. 2016, Binarized Neural
 *     Networks</a>
 */
public class BinaryDepthwiseConv2D extends DepthMultipliedConv2D {

  private static final long serialVersionUID = 1L;

  /** For JSON only. */
  protected BinaryDepthwiseConv2D() {}

  private BinaryDepthwiseConv2D(Builder builder) {
    super(builder);
    if (nOut == 0) {
      nOut = nIn * depthMultiplier();
    }
  }

  /**
   * Creates the layer.
   *
   * @throws DL4JInvalidConfigException as {@link QuantizedConv2D} does, or if nOut was set to other
   *     than nIn times depthMultiplier
   */
  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType dataType) {
    if (nOut != nIn * depthMultiplier()) {
      throw new DL4JInvalidConfigException(
          "BinaryDepthwiseConv2D (index=%d, name=%s) has nIn * depthMultiplier = %d * %d outputs, got nOut=%d"
              .formatted(layerIndex, layerName, nIn, depthMultiplier(), nOut));
    }
    return super.instantiate(conf, listeners, layerIndex, paramsView, initializeParams, dataType);
  }

  @Override
  QuantizedConvLayer createLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    return new BinaryDepthwiseConv2DLayer(conf, dataType, inGraph);
  }

  @Override
  List<WeightShape> weightShapes() {
    return List.of(
        new WeightShape(
            DepthwiseConvolutionParamInitializer.WEIGHT_KEY,
            depthwiseFanIn(),
            depthwiseFanOut(),
            kernelSize[0],
            kernelSize[1],
            nIn,
            depthMultiplier()));
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    boolean derived = nOut == nIn * depthMultiplier();
    super.setNIn(inputType, override);
    if (derived || override) {
      nOut = nIn * depthMultiplier();
    }
  }

  /** Builds {@link BinaryDepthwiseConv2D} layers. */
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
    public BinaryDepthwiseConv2D build() {
      return new BinaryDepthwiseConv2D(this);
    }
  }
}
