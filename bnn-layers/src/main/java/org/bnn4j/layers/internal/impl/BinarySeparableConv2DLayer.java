package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.BinarySeparableConv2D;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The convolution that {@link BinarySeparableConv2D} configures. DL4J creates it; user code has no
 * need to.
 */
public class BinarySeparableConv2DLayer extends QuantizedConvLayer {

  private static final long serialVersionUID = 1L;
  private static final String POINTWISE =
      SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY;

  private final transient ConvolutionCall depthwise = new ConvolutionCall(true, channelDimension());
  private final transient ConvolutionCall pointwise =
      new ConvolutionCall(false, channelDimension());

  /**
   * Creates a layer without parameters; they are set next.
   *
   * @param inGraph whether the layer is a vertex of a ComputationGraph
   */
  public BinarySeparableConv2DLayer(
      NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType, inGraph);
  }

  @Override
  void quantize(boolean training, LayerWorkspaceMgr workspaces) {
    depthwise.quantize(
        getParamWithNoise(WEIGHTS, training, workspaces), learned(), quantizer(), training);
    pointwise.quantize(
        getParamWithNoise(POINTWISE, training, workspaces), learned(), quantizer(), training);
  }

  @Override
  void forward(INDArray x, ConvPadding padding, INDArray z, LayerWorkspaceMgr workspaces) {
    INDArray sums = depthwiseSums(x, padding, ArrayType.FF_WORKING_MEM, workspaces);
    pointwise.forward(pointwiseOperation(), sums, z, workspaces);
  }

  @Override
  void backward(
      INDArray x,
      ConvPadding padding,
      INDArray delta,
      INDArray xGradient,
      Gradient gradient,
      LayerWorkspaceMgr workspaces) {
    INDArray sums = depthwiseSums(x, padding, ArrayType.BP_WORKING_MEM, workspaces);
    INDArray sumsGradient =
        workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, dataType, sums.shape(), 'c');
    INDArray pointwiseGradient = gradientViews.get(POINTWISE);
    pointwise.backward(
        pointwiseOperation(), sums, delta, sumsGradient, pointwiseGradient, workspaces);
    pointwise.toLatents(pointwiseGradient, (latents, g) -> toLatents(latents, g, gradient));
    NativeConvolution operation = NativeConvolution.depthwise(layerConf(), padding);
    INDArray weightGradient = gradientViews.get(WEIGHTS);
    depthwise.backward(operation, x, sumsGradient, xGradient, weightGradient, workspaces);
    depthwise.toLatents(weightGradient, (latents, g) -> toLatents(latents, g, gradient));
  }

  private INDArray depthwiseSums(
      INDArray x, ConvPadding padding, ArrayType place, LayerWorkspaceMgr workspaces) {
    long channels = getParam(POINTWISE).size(1);
    long[] shape = padding.outputShape(x.size(0), channels);
    INDArray sums = workspaces.createUninitialized(place, dataType, shape, 'c');
    NativeConvolution operation = NativeConvolution.depthwise(layerConf(), padding);
    depthwise.forward(operation, x, sums, workspaces);
    return sums;
  }

  private NativeConvolution pointwiseOperation() {
    return NativeConvolution.pointwise(layerConf().getCnn2dDataFormat());
  }
}
