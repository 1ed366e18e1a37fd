package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;

/** The values on the edges of one session's graph. An edge that nobody asks for takes no memory. */
public final class Buffers {
  private final Graph graph;
  private final int maxRows;
  private final Object[] arrays;

  /** Makes buffers for at most {@code maxRows} examples at once. */
  public Buffers(Graph graph, int maxRows) {
    this.graph = graph;
    this.maxRows = maxRows;
    this.arrays = new Object[graph.nodes().size()];
  }

  /** The most examples that fit. */
  public int maxRows() {
    return maxRows;
  }

  /** What node {@code node} puts out. */
  public Edge edge(int node) {
    return graph.edge(node);
  }

  /** The packed rows that node {@code node} puts out. */
  public int[] bits(int node) {
    return (int[]) array(node, EdgeKind.BITS);
  }

  /** The bytes that node {@code node} puts out. */
  public byte[] bytes(int node) {
    return (byte[]) array(node, EdgeKind.BYTE);
  }

  /** The accumulators that node {@code node} puts out. */
  public int[] accumulators(int node) {
    return (int[]) array(node, EdgeKind.ACCUMULATOR);
  }

  /** The floats that node {@code node} puts out. */
  public float[] floats(int node) {
    return (float[]) array(node, EdgeKind.FLOAT);
  }

  private Object array(int node, EdgeKind kind) {
    Edge edge = graph.edge(node);
    if (edge.kind() != kind) {
      throw new IllegalStateException(
          "node " + node + " puts out " + edge + ", not " + kind.label());
    }
    if (arrays[node] == null) {
      arrays[node] = allocate(edge);
    }
    return arrays[node];
  }

  private Object allocate(Edge edge) {
    int perRow = edge.kind() == EdgeKind.BITS ? Bits.words(edge.size()) : edge.size();
    int length = length(perRow);
    if (edge.kind() == EdgeKind.FLOAT) {
      return new float[length];
    }
    return edge.kind() == EdgeKind.BYTE ? new byte[length] : new int[length];
  }

  /**
   * The length of an array of {@code perRow} values for every row.
   *
   * @throws IllegalArgumentException if no array is that long
   */
  int length(int perRow) {
    long length = (long) perRow * maxRows;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch of "
              + maxRows
              + " rows of "
              + perRow
              + " values is too large: make the session for fewer rows");
    }
    return (int) length;
  }
}
