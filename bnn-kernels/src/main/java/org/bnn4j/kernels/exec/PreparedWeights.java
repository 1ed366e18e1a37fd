package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.FloatProduct;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.paths.KernelPath;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * An operation's weights as its loops read them; immutable. All are null for an operation without
 * weights, and for a convolution on the reference path, which reads the operation itself.
 *
 * @param ints a product of bits or bytes
 * @param border what belongs to {@code ints} in a convolution
 * @param floats a product of floats
 * @param depthwise the weights of a depthwise convolution
 */
record PreparedWeights(
    IntProduct ints, PaddingCorrection border, FloatProduct floats, Depthwise depthwise) {
  static final PreparedWeights NOTHING = new PreparedWeights(null, null, null, null);

  static PreparedWeights of(Op op, List<Edge> inputs, KernelPath path) {
    Edge input = inputs.get(0);
    if (op instanceof Threshold || op instanceof Channelwise || op instanceof Softmax) {
      return NOTHING; // First, as each class that is asked for has to be loaded.
    } else if (op instanceof PackedDense dense) {
      return packed(dense.weights(), inputs, path, 1, null);
    } else if (op instanceof FloatDense dense) {
      return floats(path.ofFloats(dense.weights()));
    } else if (path.isReference()) {
      return NOTHING;
    } else if (op instanceof PackedConv conv) {
      int segments = DirectBitRows.segments(new SlidingWindow(conv.window(), input.shape()));
      PaddingCorrection border =
          input.kind() == EdgeKind.FLOAT ? null : new PaddingCorrection(conv, inputs);
      return packed(conv.weights(), inputs, path, segments, border);
    } else if (op instanceof FloatConv conv) {
      return floats(path.ofFloats(conv.weights()));
    } else if (op instanceof PackedDepthwise conv) {
      return new PreparedWeights(null, null, null, new Depthwise(conv));
    }
    return NOTHING;
  }

  private static PreparedWeights packed(
      PackedWeights weights,
      List<Edge> inputs,
      KernelPath path,
      int segments,
      PaddingCorrection border) {
    EdgeKind kind = inputs.get(0).kind();
    if (kind == EdgeKind.FLOAT) {
      return floats(path.ofFloats(weights));
    }
    IntProduct product =
        kind == EdgeKind.BITS ? path.ofBits(weights, segments) : path.ofBytes(weights);
    return new PreparedWeights(product.summed(inputs.size()), border, null, null);
  }

  private static PreparedWeights floats(FloatProduct product) {
    return new PreparedWeights(null, null, product, null);
  }

  /** Whether it puts out accumulators piece by piece, which a threshold can take at once. */
  boolean canFeedThreshold(EdgeKind output) {
    return output == EdgeKind.ACCUMULATOR && (ints != null || depthwise != null);
  }
}
