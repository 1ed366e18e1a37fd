package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;

/**
 * A window on its way over a map with its padding in memory around it: tells where in it a pixel or
 * a tap is. Pixels are numbered row by row. It takes no memory however large the map is: loading a
 * model makes some.
 */
final class SlidingWindow {
  final Window window;
  final Shape map;
  final Shape padded;
  final Shape output;

  SlidingWindow(Window window, Shape map) {
    this.window = window;
    this.map = map;
    this.padded = window.padded(map);
    this.output = window.slideOver(map, map.channels());
  }

  /** The number in the padded map of the first pixel of row {@code y} of the map. */
  int rowInPadded(int y) {
    return (y + window.top()) * padded.width() + window.left();
  }

  /** The number in the padded map of the pixel under tap (0, 0). */
  int origin(int outputPixel) {
    int y = outputPixel / output.width();
    int x = outputPixel % output.width();
    return y * window.strideY() * padded.width() + x * window.strideX();
  }

  /** By how many pixels a row of taps lies behind the one above it, in the padded map. */
  int rowStep() {
    return window.dilationY() * padded.width();
  }

  /** By how many pixels each tap lies behind tap (0, 0), in the padded map. */
  int[] taps() {
    int[] taps = new int[window.taps()];
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = tap / window.width() * rowStep() + tap % window.width() * window.dilationX();
    }
    return taps;
  }

  /** Copies one example, in an array with an element for each value, to inside its padding. */
  void copyIntoPadded(Object source, int example, Object target) {
    copyIntoPadded(source, example, target, 0, map.channels());
  }

  /**
   * Copies one example to inside its padding.
   *
   * @param firstPixel the number in {@code target} of the padded map's first pixel
   * @param length elements of a pixel, in both arrays
   */
  void copyIntoPadded(Object source, int example, Object target, int firstPixel, int length) {
    int row = map.width() * length;
    for (int y = 0; y < map.height(); y++) {
      int from = (example * map.height() + y) * row;
      System.arraycopy(source, from, target, (firstPixel + rowInPadded(y)) * length, row);
    }
  }

  /** Copies the values under a window, tap by tap, from an array with an element for each value. */
  void copyRow(Object paddedMap, int outputPixel, Object row, int at) {
    int channels = map.channels();
    boolean together = window.dilationX() == 1;
    int pieces = together ? 1 : window.width();
    int length = together ? window.width() * channels : channels;
    int origin = origin(outputPixel);
    int to = at;
    for (int ky = 0; ky < window.height(); ky++) {
      for (int piece = 0; piece < pieces; piece++) {
        int source = origin + ky * rowStep() + piece * window.dilationX();
        System.arraycopy(paddedMap, source * channels, row, to, length);
        to += length;
      }
    }
  }
}
