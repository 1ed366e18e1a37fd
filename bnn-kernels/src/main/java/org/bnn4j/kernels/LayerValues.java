package org.bnn4j.kernels;

import java.util.Objects;
import org.bnn4j.kernels.exec.Buffers;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * What one layer put out in a session's last run, of any kind: a view that the next run overwrites.
 * Values of a map are pixel after pixel, row by row, the channels of a pixel side by side, whatever
 * the order of the trained layer's output.
 */
public final class LayerValues {
  private final Buffers buffers;
  private final int node;
  private final int rows;

  LayerValues(Buffers buffers, int node, int rows) {
    this.buffers = buffers;
    this.node = node;
    this.rows = rows;
  }

  /** The kind of value. */
  public EdgeKind kind() {
    return buffers.edge(node).kind();
  }

  /** Examples in the last run. */
  public int rows() {
    return rows;
  }

  /** Values of one example. */
  public int width() {
    return buffers.edge(node).size();
  }

  /**
   * One value: -1 or +1 for bits, 0 to 255 for bytes, the integer for accumulators, the float
   * (widened, so exact) for floats.
   *
   * @param row the example, from 0
   * @param index the value, from 0
   * @throws IndexOutOfBoundsException if either is out of range
   */
  public double get(int row, int index) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(index, width());
    return buffers.get(node, row, index);
  }
}
