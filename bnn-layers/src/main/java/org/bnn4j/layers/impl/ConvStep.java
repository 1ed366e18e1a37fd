package org.bnn4j.layers.impl;

import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/** One convolution by quantized weights, which it keeps from one call to the next. */
final class ConvStep {

  private final QuantizedWeights quantized = new QuantizedWeights();
  private final boolean depthwise;
  private final int channelDimension;
  private boolean scaled;
  private long[] shape;

  /**
   * Creates a step without weights.
   *
   * @param depthwise whether the weights are [depthMultiplier, nIn, height, width], with an output
   *     for each pair of the first two, rather than [nOut, nIn, height, width]
   * @param channelDimension the dimension of the channels in inputs and outputs
   */
  ConvStep(boolean depthwise, int channelDimension) {
    this.depthwise = depthwise;
    this.channelDimension = channelDimension;
  }

  /** Quantizes the latent weights, row by row as outputs are numbered. */
  void quantize(INDArray latents, WeightQuantizer quantizer) {
    scaled = quantizer.scaled();
    shape = latents.shape();
    INDArray byOutput = depthwise ? latents.permute(1, 0, 2, 3) : latents;
    long outputs = depthwise ? shape[0] * shape[1] : shape[0];
    quantized.update(byOutput.reshape('c', outputs, latents.length() / outputs), quantizer);
  }

  /** Sums by the levels first and scales afterwards, so that no sum is rounded. */
  void forward(NativeConvolution operation, INDArray x, INDArray z, LayerWorkspaceMgr workspaces) {
    operation.forward(x, shaped(quantized.levels()), z, workspaces);
    if (scaled) {
      Broadcast.mul(z, quantized.scales(), z, channelDimension);
    }
  }

  /** Writes the gradients with respect to x and to the quantized weights, scale included. */
  void backward(
      NativeConvolution operation,
      INDArray x,
      INDArray zGradient,
      INDArray xGradient,
      INDArray weightGradient,
      LayerWorkspaceMgr workspaces) {
    // With the scale in the weights, one pass yields both gradients from z's as it is.
    INDArray weights = scaled ? quantized.scaledLevels() : quantized.levels();
    operation.backward(x, shaped(weights), zGradient, xGradient, weightGradient, workspaces);
  }

  private INDArray shaped(INDArray rows) {
    return depthwise
        ? rows.reshape('c', shape[1], shape[0], shape[2], shape[3]).permute(1, 0, 2, 3)
        : rows.reshape('c', shape);
  }
}
