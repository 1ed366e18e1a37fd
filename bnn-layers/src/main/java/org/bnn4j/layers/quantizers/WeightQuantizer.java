package org.bnn4j.layers.quantizers;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * Turns latent weights into levels, and optionally into one positive scale per output.
 *
 * <p>Every matrix is in the canonical view: shape [outputs, fanIn], one row per output,
 * c-contiguous, FLOAT or DOUBLE. Dense weights [nIn, nOut] are stored in 'f' order, so that their
 * transpose is this view without a copy; convolution weights [nOut, ...] are stored in 'c' order,
 * so that a reshape is.
 *
 * <p>A scale never enters the product: a layer multiplies its input by the levels, which is exact
 * in integers, and then each output by its scale. With the scale inside a floating-point product,
 * rounding would move outputs away from scale times integer, and exact zeros away from zero.
 *
 * <p>The derivative of the levels is zero almost everywhere. Layers use the straight-through
 * pseudo-gradient instead: the gradient with respect to the quantized weights (level times scale)
 * is applied unchanged to the latent weights.
 *
 * <p>Implementations are immutable, safe for use by several threads, and written to JSON by class
 * name and fields: renaming one breaks saved models.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.PROPERTY, property = "@class")
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE,
    setterVisibility = JsonAutoDetect.Visibility.NONE)
public interface WeightQuantizer extends Serializable {

  /** Says which levels {@link #quantize} writes. */
  WeightPrecision precision();

  /**
   * Writes the level of every latent weight.
   *
   * @param latent latent weights, [outputs, fanIn]; not modified
   * @param levels receives -1, 0 or +1, same shape and data type as {@code latent}, not overlapping
   *     it
   * @throws IllegalArgumentException if shapes or data types differ, or if one of the two is not a
   *     c-contiguous matrix
   */
  void quantize(INDArray latent, INDArray levels);

  /** Says whether {@link #scales} can write anything but 1. */
  default boolean scaled() {
    return false;
  }

  /**
   * Writes the scale of every output. Scales are positive and finite for finite latent weights.
   *
   * @param latent latent weights, [outputs, fanIn]; not modified
   * @param levels what {@link #quantize} wrote for {@code latent}; not modified
   * @param scales receives one scale per output, [outputs]
   * @throws IllegalArgumentException as {@link #quantize} does, or if {@code scales} does not hold
   *     one value per output
   */
  default void scales(INDArray latent, INDArray levels, INDArray scales) {
    LatentMatrix.requireScales(latent, scales);
    scales.assign(1);
  }
}
