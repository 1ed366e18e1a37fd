package org.bnn4j.kernels.graph;

import org.bnn4j.kernels.types.EdgeKind;

/**
 * What integers a packed convolution multiplies by its weights: {@code scale * x - offset} for a
 * byte x, and {@code padding} for a pixel of padding. A float or a bit stands for itself.
 *
 * <p>Pixels scaled to [-1, 1] are (2 x - 255) / 255, and a padding of 0 lies between two bytes:
 * with a scale of 2 and an offset of 255 the sums stay exact integers all the same.
 *
 * @param scale 1 to {@link #MAX}; 1 unless the input is bytes
 * @param offset -{@link #MAX} to {@link #MAX}; 0 unless the input is bytes
 * @param padding -{@link #MAX} to {@link #MAX}; -1, 0 or 1 unless the input is bytes
 */
public record InputMap(int scale, int offset, int padding) {
  /** The largest magnitude of each number. */
  public static final int MAX = 1 << 16;

  /** Inputs as they are, padded with zeros. */
  public static final InputMap PLAIN = padded(0);

  private static final int LARGEST_BYTE = 255;

  /** Checks the ranges. */
  public InputMap {
    if (scale < 1 || !isWithinMax(scale) || !isWithinMax(offset) || !isWithinMax(padding)) {
      throw new IllegalArgumentException(
          "inputs times "
              + scale
              + " less "
              + offset
              + ", padded with "
              + padding
              + ": the scale is at least 1, and none is above "
              + MAX);
    }
  }

  private static boolean isWithinMax(int number) {
    return number >= -MAX && number <= MAX;
  }

  /** Inputs as they are, padded with another number. */
  public static InputMap padded(int padding) {
    return new InputMap(1, 0, padding);
  }

  void require(Op op, EdgeKind kind) {
    boolean plain = scale == 1 && offset == 0 && Math.abs(padding) <= 1;
    if (kind != EdgeKind.BYTE && !plain) {
      throw new IllegalArgumentException(op + " takes bytes alone, not " + kind.label());
    }
  }

  /** The largest magnitude of an input, if it is {@code reach} before the map. */
  long reach(EdgeKind kind, long reach) {
    long inside = reach;
    if (kind == EdgeKind.BYTE) {
      inside = Math.max(Math.abs(offset), Math.abs(scale * LARGEST_BYTE - offset));
    }
    return Math.max(inside, Math.abs(padding));
  }

  /** As operations print it: nothing for {@link #PLAIN}. */
  @Override
  public String toString() {
    String less = (offset < 0 ? "+" : "-") + Math.abs(offset);
    String map = scale == 1 && offset == 0 ? "" : " on " + scale + "x" + less;
    return padding == 0 ? map : map + " padding " + padding;
  }
}
