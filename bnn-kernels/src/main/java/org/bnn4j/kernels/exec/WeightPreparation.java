package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.ProductVisitor;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.paths.KernelPath;
import org.bnn4j.kernels.types.EdgeKind;

/** Lays out the weights of a product for a kernel path, once for all sessions of a model. */
final class WeightPreparation implements ProductVisitor<PreparedWeights> {
  private final KernelPath path;
  private final List<Edge> inputs;

  /** Prepares for what a node reads. */
  WeightPreparation(KernelPath path, List<Edge> inputs) {
    this.path = path;
    this.inputs = inputs;
  }

  @Override
  public PreparedWeights packedDense(PackedDense op) {
    return packed(op.weights(), 1, null);
  }

  @Override
  public PreparedWeights packedConv(PackedConv op) {
    if (path.isReference()) {
      return PreparedWeights.NONE;
    }
    Edge map = inputs.get(0);
    int segments = DirectBitRows.segments(new SlidingWindow(op.window(), map.shape()));
    boolean floats = map.kind() == EdgeKind.FLOAT;
    return packed(op.weights(), segments, floats ? null : new PaddingCorrection(op, inputs));
  }

  @Override
  public PreparedWeights packedDepthwise(PackedDepthwise op) {
    return path.isReference()
        ? PreparedWeights.NONE
        : new PreparedWeights(null, null, null, new Depthwise(op));
  }

  @Override
  public PreparedWeights floatDense(FloatDense op) {
    return floats(op.weights());
  }

  @Override
  public PreparedWeights floatConv(FloatConv op) {
    return path.isReference() ? PreparedWeights.NONE : floats(op.weights());
  }

  private PreparedWeights packed(
      PackedWeights weights, int segments, PaddingCorrection correction) {
    EdgeKind kind = inputs.get(0).kind();
    if (kind == EdgeKind.FLOAT) {
      return new PreparedWeights(null, null, path.ofFloats(weights), null);
    }
    IntProduct product =
        kind == EdgeKind.BITS ? path.ofBits(weights, segments) : path.ofBytes(weights);
    return new PreparedWeights(product.summed(inputs.size()), correction, null, null);
  }

  private PreparedWeights floats(FloatWeights weights) {
    return new PreparedWeights(null, null, path.ofFloats(weights), null);
  }
}
