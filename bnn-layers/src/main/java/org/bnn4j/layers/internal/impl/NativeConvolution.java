package org.bnn4j.layers.internal.impl;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One of ND4J's native convolutions over weights [outputs, inputs, height, width].
 *
 * <p>DL4J's own convolution unfolds the images into a matrix first, which takes most of its time.
 *
 * <p>A dilated kernel is handed over as a larger one with zeros between the taps: ND4J's oneDNN
 * convolutions refuse dilations, as they take the padding on the far side from the kernel without
 * its dilation. The sums stay the same, and even with the products by zero they take less time than
 * without oneDNN.
 */
final class NativeConvolution {

  private static final String FULL = "conv2d";
  private static final String DEPTHWISE = "depthwise_conv2d";
  private static final int EXPLICIT_PADDING = 0;
  private static final int[] ONE = {1, 1};

  private final String name;
  private final int[] extent;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;
  private final boolean channelsLast;

  private NativeConvolution(
      String name, int[] kernel, int[] stride, int[] padding, int[] dilation, CNN2DFormat format) {
    this.name = name;
    this.extent = new int[] {(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1};
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.channelsLast = format == CNN2DFormat.NHWC;
  }

  /** Every output sums over all inputs: weights [nOut, nIn, kernelHeight, kernelWidth]. */
  static NativeConvolution full(ConvolutionLayer conf, ConvPadding padding) {
    return configured(FULL, conf, padding);
  }

  /**
   * Every output sums over one input: weights [depthMultiplier, nIn, kernelHeight, kernelWidth],
   * output channel {@code input * depthMultiplier + m}.
   */
  static NativeConvolution depthwise(ConvolutionLayer conf, ConvPadding padding) {
    return configured(DEPTHWISE, conf, padding);
  }

  private static NativeConvolution configured(
      String name, ConvolutionLayer conf, ConvPadding padding) {
    return new NativeConvolution(
        name,
        conf.getKernelSize(),
        conf.getStride(),
        new int[] {padding.nativeRows(), padding.nativeColumns()},
        conf.getDilation(),
        conf.getCnn2dDataFormat());
  }

  /** Every output sums over all channels of one pixel: weights [nOut, nIn, 1, 1]. */
  static NativeConvolution pointwise(CNN2DFormat format) {
    return new NativeConvolution(FULL, ONE, ONE, new int[] {0, 0}, ONE, format);
  }

  /** A 3 x 3 convolution with stride 1 and outputs of its input's size. */
  static NativeConvolution same3x3(CNN2DFormat format) {
    return new NativeConvolution(FULL, new int[] {3, 3}, ONE, ONE, ONE, format);
  }

  /** Writes the sums of x times weights to z; sums of integers are exact. */
  void forward(INDArray x, INDArray weights, INDArray z, LayerWorkspaceMgr workspaces) {
    forward(x, weights, z, mayBeWinograd(x) && Winograd.inUse() ? 1 : 0, workspaces);
  }

  private boolean mayBeWinograd(INDArray x) {
    return name.equals(FULL)
        && extent[0] == 3
        && extent[1] == 3
        && stride[0] == 1
        && stride[1] == 1
        && x.dataType() == DataType.FLOAT;
  }

  /**
   * Writes the sums, with columns of zeros added to images and kernels: they change the algorithm,
   * not the sums. A twin with float weights on the same operation pays for them as well.
   */
  void forward(
      INDArray x, INDArray weights, INDArray z, int columns, LayerWorkspaceMgr workspaces) {
    INDArray images = columns == 0 ? x : widen(x, columns, workspaces);
    INDArray kernels = spread(weights, columns, ArrayType.FF_WORKING_MEM, workspaces);
    Nd4j.exec(
        DynamicCustomOp.builder(name)
            .addInputs(images, kernels)
            .addOutputs(z)
            .addIntegerArguments(arguments(columns))
            .build());
  }

  /** Writes the gradients with respect to x and the weights, given that with respect to z. */
  void backward(
      INDArray x,
      INDArray weights,
      INDArray zGradient,
      INDArray xGradient,
      INDArray weightGradient,
      LayerWorkspaceMgr workspaces) {
    INDArray kernels = spread(weights, 0, ArrayType.BP_WORKING_MEM, workspaces);
    boolean dilated = kernels != weights;
    INDArray kernelGradient =
        dilated ? create(ArrayType.BP_WORKING_MEM, kernels.shape(), x, workspaces) : weightGradient;
    Nd4j.exec(
        DynamicCustomOp.builder(name + "_bp")
            .addInputs(x, kernels, zGradient)
            .addOutputs(xGradient, kernelGradient)
            .addIntegerArguments(arguments(0))
            .build());
    if (dilated) {
      weightGradient.assign(taps(kernelGradient));
    }
  }

  private int[] arguments(int columns) {
    return new int[] {
      extent[0],
      extent[1] + columns,
      stride[0],
      stride[1],
      padding[0],
      padding[1],
      1,
      1,
      EXPLICIT_PADDING,
      channelsLast ? 1 : 0,
      WeightsFormat.OIYX.ordinal()
    };
  }

  private INDArray widen(INDArray x, int columns, LayerWorkspaceMgr workspaces) {
    int dimension = channelsLast ? 2 : 3;
    long[] shape = x.shape().clone();
    shape[dimension] += columns;
    INDArray wide = create(ArrayType.FF_WORKING_MEM, shape, x, workspaces);
    INDArrayIndex[] part = NDArrayIndex.allFor(x);
    part[dimension] = NDArrayIndex.interval(0, x.size(dimension));
    wide.get(part).assign(x);
    return wide;
  }

  private INDArray spread(
      INDArray weights, int columns, ArrayType place, LayerWorkspaceMgr workspaces) {
    long[] shape = {weights.size(0), weights.size(1), extent[0], extent[1] + columns};
    if (shape[2] == weights.size(2) && shape[3] == weights.size(3)) {
      return weights;
    }
    INDArray kernels = create(place, shape, weights, workspaces);
    taps(kernels).assign(weights);
    return kernels;
  }

  private INDArray taps(INDArray kernels) {
    return kernels.get(NDArrayIndex.all(), NDArrayIndex.all(), taps(0), taps(1));
  }

  /** ND4J refuses steps beyond the end, which a single tap that is dilated would ask for. */
  private INDArrayIndex taps(int axis) {
    return NDArrayIndex.interval(0, Math.min(dilation[axis], extent[axis]), extent[axis]);
  }

  private static INDArray create(
      ArrayType place, long[] shape, INDArray like, LayerWorkspaceMgr workspaces) {
    return workspaces.create(place, like.dataType(), shape, 'c');
  }
}
