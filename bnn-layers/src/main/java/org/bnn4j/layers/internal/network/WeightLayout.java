package org.bnn4j.layers.internal.network;

import java.util.Arrays;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where a layer's parameter keeps the weights of each of its outputs. */
public enum WeightLayout {
  /** Dense and recurrent weights: [fanIn, outputs]. */
  COLUMNS(1, 1, 0),

  /**
   * The recurrent weights of a GravesLSTM, [n, 4n + 3]: four gates, and behind them three columns
   * of peepholes. Those are no sums over inputs, but one factor for each cell, and stay as they
   * are.
   */
  COLUMNS_AND_PEEPHOLES(1, 1, 0) {
    @Override
    public INDArray quantizedPart(INDArray parameter) {
      long gates = 4 * parameter.size(0);
      return parameter.get(NDArrayIndex.all(), NDArrayIndex.interval(0, gates));
    }
  },

  /** Convolutions: [outputs, inputs, height, width]. */
  OUTPUTS_FIRST(1, 0, 1, 2, 3),

  /** Convolutions of volumes: [outputs, inputs, depth, height, width]. */
  OUTPUTS_FIRST_3D(1, 0, 1, 2, 3, 4),

  /** Transposed convolutions: [inputs, outputs, height, width]. */
  INPUTS_FIRST(1, 1, 0, 2, 3),

  /** Transposed convolutions of volumes: [depth, height, width, outputs, inputs]. */
  TAPS_FIRST_3D(1, 3, 4, 0, 1, 2),

  /** Depthwise convolutions: [height, width, inputs, multiplier]; every pair of the last two. */
  TAPS_FIRST(2, 2, 3, 0, 1),

  /** The first step of separable convolutions: [multiplier, inputs, height, width]. */
  MULTIPLIER_FIRST(2, 1, 0, 2, 3);

  private final int outputDimensions;
  private final int[] outputsFirst;

  WeightLayout(int outputDimensions, int... outputsFirst) {
    this.outputDimensions = outputDimensions;
    this.outputsFirst = outputsFirst;
  }

  /** A view of the weights that are quantized, in the shape of the parameter or less wide. */
  public INDArray quantizedPart(INDArray parameter) {
    return parameter;
  }

  /** A view of the weights that are quantized whose leading dimensions are the outputs. */
  public INDArray outputsFirst(INDArray parameter) {
    return quantizedPart(parameter).permute(outputsFirst);
  }

  /** The shape [outputs, fanIn] of a view by {@link #outputsFirst(INDArray)}. */
  public long[] matrixShape(INDArray view) {
    long[] shape = view.shape();
    long outputs = ArrayUtil.prodLong(Arrays.copyOf(shape, outputDimensions));
    return new long[] {outputs, view.length() / outputs};
  }

  /** Whether a view lies in memory as a c-contiguous matrix does. */
  public static boolean isMatrix(INDArray view) {
    return Arrays.equals(view.stride(), ArrayUtil.calcStrides(view.shape()));
  }

  /**
   * The weights [outputs, fanIn], c-contiguous: a view of the parameter if it lies so, or a copy.
   */
  public INDArray rows(INDArray parameter) {
    INDArray view = outputsFirst(parameter);
    return (isMatrix(view) ? view : view.dup('c')).reshape('c', matrixShape(view));
  }
}
