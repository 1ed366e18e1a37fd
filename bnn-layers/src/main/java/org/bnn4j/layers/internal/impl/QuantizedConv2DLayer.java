package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.QuantizedConv2D;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The convolution that {@link QuantizedConv2D} configures. DL4J creates it; user code has no need
 * to.
 */
public class QuantizedConv2DLayer extends QuantizedConvLayer {

  private static final long serialVersionUID = 1L;

  private final transient ConvolutionCall call = new ConvolutionCall(false, channelDimension());

  /**
   * Creates a layer without parameters; they are set next.
   *
   * @param inGraph whether the layer is a vertex of a ComputationGraph
   */
  public QuantizedConv2DLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType, inGraph);
  }

  @Override
  void quantize(boolean training, LayerWorkspaceMgr workspaces) {
    call.quantize(
        getParamWithNoise(WEIGHTS, training, workspaces), learned(), quantizer(), training);
  }

  @Override
  void forward(INDArray x, ConvPadding padding, INDArray z, LayerWorkspaceMgr workspaces) {
    call.forward(NativeConvolution.full(layerConf(), padding), x, z, workspaces);
  }

  @Override
  void backward(
      INDArray x,
      ConvPadding padding,
      INDArray delta,
      INDArray xGradient,
      Gradient gradient,
      LayerWorkspaceMgr workspaces) {
    INDArray weightGradient = gradientViews.get(WEIGHTS);
    NativeConvolution operation = NativeConvolution.full(layerConf(), padding);
    call.backward(operation, x, delta, xGradient, weightGradient, workspaces);
    call.toLatents(weightGradient, (latents, g) -> toLatents(latents, g, gradient));
  }
}
