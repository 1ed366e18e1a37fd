package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The convolution that {@link BinaryDepthwiseConv2D} configures. DL4J creates it; user code has no
 * need to.
 */
public class BinaryDepthwiseConv2DLayer extends QuantizedConvLayer {

  private static final long serialVersionUID = 1L;

  private final transient ConvolutionCall call = new ConvolutionCall(true, channelDimension());

  /**
   * Creates a layer without parameters; they are set next.
   *
   * @param inGraph whether the layer is a vertex of a ComputationGraph
   */
  public BinaryDepthwiseConv2DLayer(
      NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType, inGraph);
  }

  @Override
  void quantize(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray latents = getParamWithNoise(WEIGHTS, training, workspaces);
    call.quantize(multiplierFirst(latents), learned(), quantizer(), training);
  }

  @Override
  void forward(INDArray x, ConvPadding padding, INDArray z, LayerWorkspaceMgr workspaces) {
    call.forward(NativeConvolution.depthwise(layerConf(), padding), x, z, workspaces);
  }

  @Override
  void backward(
      INDArray x,
      ConvPadding padding,
      INDArray delta,
      INDArray xGradient,
      Gradient gradient,
      LayerWorkspaceMgr workspaces) {
    INDArray weightGradient = multiplierFirst(gradientViews.get(WEIGHTS));
    NativeConvolution operation = NativeConvolution.depthwise(layerConf(), padding);
    call.backward(operation, x, delta, xGradient, weightGradient, workspaces);
    call.toLatents(weightGradient, (latents, g) -> toLatents(latents, g, gradient));
  }

  /** From DL4J's [height, width, nIn, depthMultiplier] to [depthMultiplier, nIn, height, width]. */
  private static INDArray multiplierFirst(INDArray weights) {
    return weights.permute(3, 2, 0, 1);
  }
}
