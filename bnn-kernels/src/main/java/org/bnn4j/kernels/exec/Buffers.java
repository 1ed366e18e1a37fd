package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;

/** The values on the edges of one session's graph. */
public final class Buffers {
  private final Graph graph;
  private final int maxRows;
  private final Object[] arrays;

  Buffers(Graph graph, int maxRows) {
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
    return (int[]) arrays[node];
  }

  /** The bytes that node {@code node} puts out. */
  public byte[] bytes(int node) {
    return (byte[]) arrays[node];
  }

  /** The accumulators that node {@code node} puts out. */
  public int[] accumulators(int node) {
    return (int[]) arrays[node];
  }

  /** The floats that node {@code node} puts out. */
  public float[] floats(int node) {
    return (float[]) arrays[node];
  }

  /** Makes room for what node {@code node} puts out. */
  void allocate(int node) {
    EdgeKind kind = edge(node).kind();
    int size = edge(node).size();
    int length = length(kind == EdgeKind.BITS ? Bits.words(size) : size);
    if (kind == EdgeKind.FLOAT) {
      arrays[node] = new float[length];
    } else {
      arrays[node] = kind == EdgeKind.BYTE ? new byte[length] : new int[length];
    }
  }

  /**
   * Writes the values of one row as floats: bits as -1 and +1, bytes as 0 to 255, accumulators
   * rounded to single precision.
   */
  void readFloats(int node, int row, float[] target, int offset) {
    EdgeKind kind = edge(node).kind();
    int size = edge(node).size();
    int at = row * size;
    if (kind == EdgeKind.FLOAT) {
      System.arraycopy(floats(node), at, target, offset, size);
    } else if (kind == EdgeKind.BITS) {
      int[] words = bits(node);
      for (int i = 0; i < size; i++) {
        target[offset + i] = 2 * Bits.get(words, row * Bits.words(size), i) - 1;
      }
    } else if (kind == EdgeKind.BYTE) {
      byte[] bytes = bytes(node);
      for (int i = 0; i < size; i++) {
        target[offset + i] = bytes[at + i] & 0xFF;
      }
    } else {
      int[] accumulators = accumulators(node);
      for (int i = 0; i < size; i++) {
        target[offset + i] = accumulators[at + i];
      }
    }
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
          "a batch of " + maxRows + " x " + perRow + " values is too large: make it smaller");
    }
    return (int) length;
  }
}
