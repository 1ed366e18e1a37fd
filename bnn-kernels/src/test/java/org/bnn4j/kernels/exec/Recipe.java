package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What a random graph is made of ({@link RecipeGraph}). Every recipe gives a graph: what does not
 * fit is changed or left out, so a failing one can be made smaller in every part.
 *
 * @param kind of the input, bytes or floats
 * @param planes whether the input comes as planes
 * @param height of the input
 * @param width of the input
 * @param channels of the input
 * @param layers what follows
 * @param flattenPlanes the order before the last layer
 * @param seed of the weights and inputs
 */
record Recipe(
    EdgeKind kind,
    boolean planes,
    int height,
    int width,
    int channels,
    List<Layer> layers,
    boolean flattenPlanes,
    long seed) {
  /**
   * What a layer does with what came before; pools need no kind of their own to be put together.
   */
  enum What {
    /** Bits of anything but bytes. */
    BINARIZE,
    /** A convolution with packed weights, or with float ones where there are accumulators. */
    CONV,
    /** Bits from two or three thresholds, convolved with the same weights. */
    CONV_OF_SEVERAL,
    /** The same, channel by channel. */
    DEPTHWISE_OF_SEVERAL,
    /** Product, max-pool, threshold. */
    CONV_POOL_BITS,
    /** Product, threshold, max-pool. */
    CONV_BITS_POOL,
    MAX_POOL,
    SUM_POOL,
    MEAN_POOL,
    DEPTHWISE,
    FLOAT_CONV,
    AFFINE,
    PAD,
    /** The channels so far beside others of their kind and size, or themselves. */
    CONCAT,
    /** The sum with the layer before it of the same shape, or with itself. */
    ADD,
    /** The sum with a convolution of itself. */
    RESIDUAL
  }

  /**
   * A layer.
   *
   * @param what it does
   * @param outputs channels, as far as they are not too much work
   * @param window as far as it fits
   * @param pool the window of a pool beside a convolution
   * @param ternary whether weights may be 0
   * @param map as far as it fits
   */
  record Layer(What what, int outputs, Window window, Window pool, boolean ternary, InputMap map) {}
}
