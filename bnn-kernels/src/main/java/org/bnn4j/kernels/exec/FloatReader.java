package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Bits;

/**
 * Reads an edge of any kind as floats: bits as -1 and +1, bytes as 0 to 255, accumulators rounded
 * to single precision.
 */
@FunctionalInterface
public interface FloatReader {
  /** Writes the values of one row into {@code target} from {@code offset} on. */
  void read(int row, float[] target, int offset);

  /** The reader of what a node puts out. */
  static FloatReader of(Buffers buffers, int node) {
    int size = buffers.edge(node).size();
    EdgeKind kind = buffers.edge(node).kind();
    if (kind == EdgeKind.BITS) {
      return bits(buffers.bits(node), size);
    } else if (kind == EdgeKind.BYTE) {
      return bytes(buffers.bytes(node), size);
    } else if (kind == EdgeKind.ACCUMULATOR) {
      return accumulators(buffers.accumulators(node), size);
    }
    float[] floats = buffers.floats(node);
    return (row, target, offset) -> System.arraycopy(floats, row * size, target, offset, size);
  }

  /**
   * The floats that a node puts out, or, where it puts out something else, a buffer and the action
   * that fills it.
   */
  static Source source(Buffers buffers, int node) {
    if (buffers.edge(node).kind() == EdgeKind.FLOAT) {
      return new Source(buffers.floats(node), rows -> {});
    }
    FloatReader reader = of(buffers, node);
    int size = buffers.edge(node).size();
    float[] floats = new float[buffers.length(size)];
    return new Source(
        floats,
        rows -> {
          for (int row = 0; row < rows; row++) {
            reader.read(row, floats, row * size);
          }
        });
  }

  /**
   * Floats and what must run before they are read.
   *
   * @param floats the values, row by row
   * @param fill brings them up to date
   */
  record Source(float[] floats, Action fill) {}

  private static FloatReader bits(int[] words, int size) {
    int rowWords = Bits.words(size);
    return (row, target, offset) -> {
      for (int i = 0; i < size; i++) {
        target[offset + i] = 2 * Bits.get(words, row * rowWords, i) - 1;
      }
    };
  }

  private static FloatReader bytes(byte[] bytes, int size) {
    return (row, target, offset) -> {
      for (int i = 0; i < size; i++) {
        target[offset + i] = bytes[row * size + i] & 0xFF;
      }
    };
  }

  private static FloatReader accumulators(int[] accumulators, int size) {
    return (row, target, offset) -> {
      for (int i = 0; i < size; i++) {
        target[offset + i] = accumulators[row * size + i];
      }
    };
  }
}
