package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * An operation that is held back until it is known what follows: arithmetic may become a threshold,
 * a product may take over a padding or the order of a vector. If nothing does, it becomes a node.
 *
 * @param name the node's name
 * @param op a {@link Channelwise}, {@link Pad} or {@link Flatten}
 */
record DeferredOp(String name, Op op) {
  /** What it puts out. Bits have no zero: before a padding they become floats. */
  Edge after(Edge edge) {
    return op.infer(List.of(needsFloats(edge) ? new Edge(EdgeKind.FLOAT, edge.shape()) : edge));
  }

  boolean needsFloats(Edge edge) {
    return op instanceof Pad && edge.kind() == EdgeKind.BITS;
  }
}
