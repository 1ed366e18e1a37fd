package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.FloatProduct;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * An operation's weights as its loops read them, which {@link WeightPreparation} makes; immutable.
 * All are null for an operation without weights, and for a convolution on the reference path, which
 * reads the operation itself.
 *
 * @param ints a product of bits or bytes
 * @param correction what belongs to {@code ints} in a convolution
 * @param floats a product of floats
 * @param depthwise the weights of a depthwise convolution
 */
record PreparedWeights(
    IntProduct ints, PaddingCorrection correction, FloatProduct floats, Depthwise depthwise) {
  static final PreparedWeights NONE = new PreparedWeights(null, null, null, null);

  /** Whether it puts out accumulators piece by piece, which a threshold can take at once. */
  boolean canFeedThreshold(EdgeKind output) {
    return output == EdgeKind.ACCUMULATOR && (ints != null || depthwise != null);
  }
}
