package org.bnn4j.layers.weightnoise;

import org.bnn4j.layers.internal.network.WeightLayout;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A parameter's quantized weights, in an array like the parameter.
 *
 * <p>It is allocated once and outside workspaces: DL4J keeps what a weight noise returned until the
 * backward pass is done, and after some calls longer than the workspaces of a step live.
 */
final class WeightBuffers {

  private final WeightLayout layout;
  private final INDArray weights;

  /** View of those weights that are quantized, outputs first. */
  private final INDArray quantized;

  /** Whether that view lies in memory as a matrix [outputs, fanIn] does. */
  private final boolean direct;

  /** [outputs, fanIn]; the view itself where that is direct. */
  private final INDArray sum;

  /** [planes * outputs, fanIn]; the sum itself where there is one plane. */
  private final INDArray levels;

  private final INDArray scales;

  /** [outputs, fanIn], for latent weights that do not lie in memory like that. */
  private INDArray latents;

  /** Buffers for a parameter and for the planes of a quantizer. */
  @SuppressWarnings("try") // The scope is entered for its effect alone.
  WeightBuffers(WeightLayout layout, INDArray parameter, WeightQuantizer quantizer) {
    this.layout = layout;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      weights = parameter.dup(parameter.ordering());
      quantized = layout.outputsFirst(weights);
      direct = WeightLayout.isMatrix(quantized);
      long[] shape = layout.matrixShape(quantized);
      sum = direct ? quantized.reshape('c', true, shape) : matrix(shape[0], shape[1]);
      int planes = quantizer.planes();
      levels = planes == 1 ? sum : matrix(planes * shape[0], shape[1]);
      scales = Nd4j.createUninitialized(weights.dataType(), planes * shape[0]);
    }
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private INDArray matrix(long rows, long columns) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(weights.dataType(), new long[] {rows, columns}, 'c');
    }
  }

  /** Whether these are buffers for such a parameter. */
  boolean fit(INDArray parameter) {
    return weights.equalShapes(parameter) && weights.dataType() == parameter.dataType();
  }

  /**
   * Quantizes a parameter.
   *
   * @return the weights, in the parameter's shape; overwritten by the next call
   */
  INDArray update(INDArray parameter, WeightQuantizer quantizer, boolean training) {
    if (quantized.length() < weights.length()) {
      weights.assign(parameter);
    }
    INDArray rows = rows(layout.outputsFirst(parameter));
    if (training) {
      quantizer.quantizeInTraining(rows, levels);
    } else {
      quantizer.quantize(rows, levels);
    }
    if (quantizer.scaled()) {
      quantizer.scales(rows, levels, scales);
      Broadcast.mul(levels, scales, levels, 0);
    }
    if (levels != sum) {
      addPlanes(quantizer.planes());
    }
    if (!direct) {
      quantized.assign(sum.reshape('c', true, quantized.shape()));
    }
    return weights;
  }

  private INDArray rows(INDArray view) {
    if (WeightLayout.isMatrix(view)) {
      return view.reshape('c', true, sum.shape());
    }
    if (latents == null) {
      latents = matrix(sum.size(0), sum.size(1));
    }
    latents.reshape('c', true, view.shape()).assign(view);
    return latents;
  }

  private void addPlanes(int planes) {
    for (int plane = 0; plane < planes; plane++) {
      long from = plane * sum.size(0);
      INDArray weighted = levels.get(NDArrayIndex.interval(from, from + sum.size(0)));
      if (plane == 0) {
        sum.assign(weighted);
      } else {
        sum.addi(weighted);
      }
    }
  }
}
