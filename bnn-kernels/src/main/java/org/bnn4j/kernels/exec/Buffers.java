package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * The values on the edges of one session's graph, one example after the other, channels innermost.
 */
public final class Buffers {
  /** What virtual machines allow. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

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

  /** The packed pixels that node {@code node} puts out, each starting at a word. */
  public int[] bits(int node) {
    return (int[]) arrays[node];
  }

  /** The packed pixels that each of some nodes puts out. */
  int[][] bits(List<Integer> nodes) {
    int[][] all = new int[nodes.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = bits(nodes.get(i));
    }
    return all;
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

  /** Whatever node {@code node} puts out, as an array to copy from. */
  Object array(int node) {
    return arrays[node];
  }

  /** Makes room for what node {@code node} puts out. */
  void allocate(int node) {
    arrays[node] = newArray(node);
  }

  /** An array for values of the kind and number that node {@code node} puts out. */
  Object newArray(int node) {
    EdgeKind kind = edge(node).kind();
    int length = length(edge(node).length());
    if (kind == EdgeKind.FLOAT) {
      return new float[length];
    }
    return kind == EdgeKind.BYTE ? new byte[length] : new int[length];
  }

  /** Lets a node put out, without any work, what another one does. */
  void share(int node, int source) {
    arrays[node] = arrays[source];
  }

  /**
   * One value: -1 or +1 for bits, 0 to 255 for bytes, the integer for accumulators, the float
   * (widened, so exact) for floats.
   */
  public double get(int node, int row, int index) {
    EdgeKind kind = edge(node).kind();
    if (kind == EdgeKind.BITS) {
      int channels = edge(node).shape().channels();
      int pixel = row * edge(node).shape().pixels() + index / channels;
      return 2 * Bits.get(bits(node), pixel * Bits.words(channels), index % channels) - 1;
    }
    int at = row * edge(node).size() + index;
    if (kind == EdgeKind.BYTE) {
      return bytes(node)[at] & 0xFF;
    }
    return kind == EdgeKind.ACCUMULATOR ? accumulators(node)[at] : floats(node)[at];
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
    } else if (kind == EdgeKind.ACCUMULATOR) {
      int[] accumulators = accumulators(node);
      for (int i = 0; i < size; i++) {
        target[offset + i] = accumulators[at + i];
      }
    } else {
      for (int i = 0; i < size; i++) {
        target[offset + i] = (float) get(node, row, i);
      }
    }
  }

  /** Writes the values of one row, which are not floats, as integers. */
  void readInts(int node, int row, int[] target, int offset) {
    int size = edge(node).size();
    if (edge(node).kind() == EdgeKind.ACCUMULATOR) {
      System.arraycopy(accumulators(node), row * size, target, offset, size);
    } else {
      for (int i = 0; i < size; i++) {
        target[offset + i] = (int) get(node, row, i);
      }
    }
  }

  /**
   * The length of an array of {@code perRow} values for every row.
   *
   * @throws IllegalArgumentException if no array is that long
   */
  int length(int perRow) {
    if ((long) perRow * maxRows > LONGEST) {
      throw new IllegalArgumentException(
          "a batch of " + maxRows + " x " + perRow + " values is too large: make it smaller");
    }
    return perRow * maxRows;
  }

  /**
   * The length of an array of {@code count} times {@code size} values for one example.
   *
   * @throws IllegalArgumentException if no array is that long
   */
  static int lengthOf(int count, int size) {
    if ((long) count * size > LONGEST) {
      throw new IllegalArgumentException(
          "this model takes " + count + " x " + size + " values for one example: too many");
    }
    return count * size;
  }
}
