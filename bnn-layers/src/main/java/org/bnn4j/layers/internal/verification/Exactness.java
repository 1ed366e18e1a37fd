package org.bnn4j.layers.internal.verification;

import java.util.List;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * At which nodes network and model have the same values by construction, where the bits before them
 * are the same: sums of whole numbers, in whatever order they are added, and the same arithmetic on
 * them. There nothing is excused.
 */
final class Exactness {
  /** Whole numbers up to this are exact in floats. */
  private static final long LARGEST_WHOLE = 1 << 24;

  /** What {@link #whole} says of values that are not all whole numbers. */
  private static final long NOT_WHOLE = Long.MAX_VALUE;

  private final boolean[] exact;

  /** The largest magnitude of a node's values if they are whole numbers. */
  private final long[] whole;

  Exactness(Graph graph, Normalization normalization) {
    int count = graph.nodes().size();
    this.exact = new boolean[count];
    this.whole = new long[count];
    for (int node = 0; node < count; node++) {
      whole[node] = whole(graph, node);
      exact[node] = exact(graph, node, normalization);
    }
  }

  /** Whether every value of a node must be equal. */
  boolean isExact(int node) {
    return exact[node];
  }

  /** Whether sums in floats that give this node's values are not rounded. */
  private boolean isWhole(int node) {
    return whole[node] <= LARGEST_WHOLE;
  }

  private long whole(Graph graph, int node) {
    Edge edge = graph.edge(node);
    Op op = graph.nodes().get(node).op();
    List<Integer> inputs = graph.nodes().get(node).inputs();
    if (edge.kind() == EdgeKind.BITS || edge.kind() == EdgeKind.BYTE) {
      return edge.kind().reach();
    }
    long[] reaches = inputs.stream().mapToLong(input -> whole[input]).toArray();
    for (long reach : reaches) {
      if (reach > LARGEST_WHOLE) {
        return NOT_WHOLE;
      }
    }
    return switch (Arithmetic.of(op)) {
      case INPUT, CHANNELWISE, FUNCTION, FLOAT_SUM, POOLED_MEAN, SOFTMAX -> NOT_WHOLE;
      case SELECTION, COPY, THRESHOLD, SIGN, PACKED_SUM, POOLED_SUM, ADDITION ->
          op.reach(inputs.stream().map(graph::edge).toList(), reaches);
    };
  }

  private boolean exact(Graph graph, int node, Normalization normalization) {
    Node at = graph.nodes().get(node);
    Arithmetic arithmetic = Arithmetic.of(at.op());
    for (int input : at.inputs()) {
      boolean normalizedBehind =
          arithmetic == Arithmetic.PACKED_SUM
              && graph.edge(input).kind() == EdgeKind.BYTE
              && !normalization.isIdentity();
      if (!exact[input] || normalizedBehind) {
        return false;
      }
    }
    return switch (arithmetic) {
      case INPUT, SELECTION, COPY, CHANNELWISE, THRESHOLD, SIGN -> true;
      case FUNCTION, FLOAT_SUM, SOFTMAX -> false;
      case PACKED_SUM, POOLED_SUM -> isWhole(node);
      case ADDITION -> graph.edge(node).kind() != EdgeKind.ACCUMULATOR || isWhole(node);
      case POOLED_MEAN -> {
        int input = at.inputs().get(0);
        int taps = ((Pool) at.op()).window().taps();
        yield isWhole(input) && taps * whole[input] <= LARGEST_WHOLE;
      }
    };
  }
}
