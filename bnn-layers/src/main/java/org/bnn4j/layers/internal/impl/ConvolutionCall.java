package org.bnn4j.layers.internal.impl;

import java.util.function.BiConsumer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/** One convolution by quantized weights, which it keeps from one call to the next. */
final class ConvolutionCall {

  private final LevelBuffers quantized = new LevelBuffers();
  private final boolean depthwise;
  private final int channelDimension;
  private WeightQuantizer quantizer;
  private INDArray latents;

  /**
   * Creates a convolution without weights.
   *
   * @param depthwise whether the weights are [depthMultiplier, nIn, height, width], with an output
   *     for each pair of the first two, rather than [nOut, nIn, height, width]
   * @param channelDimension the dimension of the channels in inputs and outputs
   */
  ConvolutionCall(boolean depthwise, int channelDimension) {
    this.depthwise = depthwise;
    this.channelDimension = channelDimension;
  }

  /**
   * Quantizes latent weights, row by row as outputs are numbered.
   *
   * @param learned the quantizer's trained numbers; null if it has none
   */
  void quantize(INDArray latents, INDArray learned, WeightQuantizer quantizer, boolean training) {
    this.quantizer = quantizer;
    this.latents = latents;
    quantized.update(rows(latents), learned, quantizer, training);
  }

  /** Sums by the levels first and scales afterwards, so that no sum is rounded. */
  void forward(NativeConvolution operation, INDArray x, INDArray z, LayerWorkspaceMgr workspaces) {
    boolean first = true;
    for (LevelBuffers.Plane plane : quantized.planes()) {
      INDArray sums =
          first
              ? z
              : workspaces.createUninitialized(
                  ArrayType.FF_WORKING_MEM, z.dataType(), z.shape(), 'c');
      operation.forward(x, shaped(plane.levels()), sums, workspaces);
      if (quantizer.scaled()) {
        Broadcast.mul(sums, plane.scales(), sums, channelDimension);
      }
      if (!first) {
        z.addi(sums);
      }
      first = false;
    }
  }

  /** Writes the gradients with respect to x and to the latent weights. */
  void backward(
      NativeConvolution operation,
      INDArray x,
      INDArray zGradient,
      INDArray xGradient,
      INDArray weightGradient,
      LayerWorkspaceMgr workspaces) {
    // With scales and planes in the weights, one pass yields both gradients from z's as it is.
    boolean levelsAlone = !quantizer.scaled() && quantizer.planes() == 1;
    INDArray weights = levelsAlone ? quantized.planes().get(0).levels() : quantized.weights();
    operation.backward(x, shaped(weights), zGradient, xGradient, weightGradient, workspaces);
  }

  /**
   * Hands on the gradient with respect to the quantized weights that {@link #backward} wrote.
   *
   * @param toLatents takes latent weights and their gradient, [outputs, fanIn], and overwrites the
   *     gradient
   */
  void toLatents(INDArray weightGradient, BiConsumer<INDArray, INDArray> toLatents) {
    if (quantizer.straightThrough()) {
      return;
    }
    INDArray rows = LevelBuffers.contiguous(rows(weightGradient));
    toLatents.accept(rows(latents), rows);
    if (depthwise) {
      weightGradient.assign(shaped(rows)); // Their rows can be a copy.
    }
  }

  private INDArray rows(INDArray weights) {
    INDArray byOutput = depthwise ? weights.permute(1, 0, 2, 3) : weights;
    long outputs = depthwise ? weights.size(0) * weights.size(1) : weights.size(0);
    return byOutput.reshape('c', outputs, weights.length() / outputs);
  }

  private INDArray shaped(INDArray rows) {
    long[] shape = latents.shape();
    return depthwise
        ? rows.reshape('c', shape[1], shape[0], shape[2], shape[3]).permute(1, 0, 2, 3)
        : rows.reshape('c', shape);
  }
}
