package org.bnn4j.layers.internal.impl;

import java.util.Arrays;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/**
 * What the quantized convolutions have in common: shapes, padding, bias and masks.
 *
 * <p>DL4J creates them; user code has no need to.
 */
public abstract class QuantizedConvLayer extends StraightThroughLayer<QuantizedConv2D> {

  private static final long serialVersionUID = 1L;

  /** The key of the only weights, or of those of the depthwise step. */
  static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  QuantizedConvLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType, inGraph);
  }

  /** Writes the scaled sums over padded images. */
  abstract void forward(INDArray x, ConvPadding padding, INDArray z, LayerWorkspaceMgr workspaces);

  /**
   * Writes the gradients with respect to padded images, and into the gradient views those with
   * respect to the latent weights.
   */
  abstract void backward(
      INDArray x,
      ConvPadding padding,
      INDArray delta,
      INDArray xGradient,
      Gradient gradient,
      LayerWorkspaceMgr workspaces);

  @Override
  INDArray product(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray images = input.castTo(dataType);
    ConvPadding padding = ConvPadding.of(layerConf(), images);
    INDArray x = padding.pad(images, ArrayType.FF_WORKING_MEM, workspaces);
    long[] shape = padding.outputShape(images.size(0), layerConf().getNOut());
    INDArray z = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    forward(x, padding, z, workspaces);
    if (hasBias()) {
      Broadcast.add(z, getParamWithNoise(BIAS, training, workspaces), z, channelDimension());
    }
    return z;
  }

  @Override
  Pair<Gradient, INDArray> gradients(INDArray delta, LayerWorkspaceMgr workspaces) {
    INDArray images = input.castTo(dataType);
    ConvPadding padding = ConvPadding.of(layerConf(), images);
    INDArray x = padding.pad(images, ArrayType.BP_WORKING_MEM, workspaces);
    INDArray xGradient = padding.createGradient(images, workspaces);
    Gradient gradient = new DefaultGradient();
    backward(x, padding, delta, xGradient, gradient, workspaces);
    for (String key : layerConf().initializer().weightKeys(layerConf())) {
      gradient.setGradientFor(key, gradientViews.get(key), 'c');
    }
    if (hasBias()) {
      INDArray biasGradient = gradientViews.get(BIAS);
      delta.sum(biasGradient, 0, padding.rows(), padding.rows() + 1);
      gradient.setGradientFor(BIAS, biasGradient);
    }
    return new Pair<>(gradient, padding.crop(xGradient, images, workspaces));
  }

  @Override
  void requireInput(INDArray array) {
    CNN2DFormat format = layerConf().getCnn2dDataFormat();
    long channels = layerConf().getNIn();
    String problem = null;
    if (array.rank() != 4) {
      problem =
          "Expected images %s (missing preprocessor?), got rank %d, shape %s"
              .formatted(format.dimensionNames(), array.rank(), Arrays.toString(array.shape()));
    } else if (array.size(channelDimension()) != channels) {
      problem =
          "Images %s of shape %s do not have the layer's %d channels"
              .formatted(format.dimensionNames(), Arrays.toString(array.shape()), channels);
      if (array.size(format == CNN2DFormat.NCHW ? 3 : 1) == channels) {
        problem += "; they look like the other of NCHW and NHWC";
      }
    }
    if (problem != null) {
      throw invalid(problem);
    }
    try {
      ConvPadding.of(layerConf(), array);
    } catch (DL4JInvalidInputException e) {
      throw invalid(e.getMessage() + "; the input has shape " + Arrays.toString(array.shape()));
    }
  }

  private DL4JInvalidInputException invalid(String problem) {
    String weights = Arrays.toString(getParam(WEIGHTS).shape());
    return new DL4JInvalidInputException(
        problem + "; the weights have shape " + weights + " " + layerId());
  }

  @Override
  WeightQuantizer quantizer() {
    return layerConf().quantizer();
  }

  int channelDimension() {
    return layerConf().getCnn2dDataFormat() == CNN2DFormat.NCHW ? 1 : 3;
  }

  @Override
  double clip() {
    return layerConf().clip();
  }

  @Override
  public boolean hasBias() {
    return layerConf().hasBias();
  }

  @Override
  public Type type() {
    return Type.CONVOLUTIONAL;
  }

  @Override
  public void setParams(INDArray params) {
    setParams(params, 'c');
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
    if (mask == null) {
      return new Pair<>(null, state);
    }
    INDArray reduced =
        ConvolutionUtils.cnn2dMaskReduction(
            mask,
            layerConf().getKernelSize(),
            layerConf().getStride(),
            layerConf().getPadding(),
            layerConf().getDilation(),
            layerConf().getConvolutionMode());
    return new Pair<>(reduced, state);
  }

  /** Does nothing: as with DL4J's convolution, a mask is handed on, and applied by other layers. */
  @Override
  protected void applyMask(INDArray values) {}
}
