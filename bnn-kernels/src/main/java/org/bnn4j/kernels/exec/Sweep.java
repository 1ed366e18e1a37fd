package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;

/**
 * A window on its way over a map with its padding in memory around it: where is what. Pixels are
 * numbered row by row.
 */
final class Sweep {
  final Window window;
  final Shape map;
  final Shape padded;
  final Shape output;

  /** Where tap (0, 0) of each output pixel is in the padded map. */
  private final int[] origins;

  Sweep(Window window, Shape map) {
    this.window = window;
    this.map = map;
    this.padded = window.padded(map);
    this.output = window.slideOver(map, map.channels());
    this.origins = new int[output.pixels()];
    for (int pixel = 0; pixel < origins.length; pixel++) {
      int y = pixel / output.width() * window.strideY();
      origins[pixel] = y * padded.width() + pixel % output.width() * window.strideX();
    }
  }

  /** The number in the padded map of the first pixel of row {@code y} of the map. */
  int rowInPadded(int y) {
    return (y + window.top()) * padded.width() + window.left();
  }

  /** The number in the padded map of the pixel under a tap. */
  int source(int outputPixel, int ky, int kx) {
    return origins[outputPixel]
        + ky * window.dilationY() * padded.width()
        + kx * window.dilationX();
  }

  /** Copies one example, in an array with an element for each value, to inside its padding. */
  void copyIntoPadded(Object source, int example, Object target) {
    int length = map.width() * map.channels();
    for (int y = 0; y < map.height(); y++) {
      int from = (example * map.height() + y) * length;
      System.arraycopy(source, from, target, rowInPadded(y) * map.channels(), length);
    }
  }

  /** Copies the values under a window, tap by tap, from an array with an element for each value. */
  void copyRow(Object paddedMap, int outputPixel, Object row, int at) {
    int channels = map.channels();
    boolean together = window.dilationX() == 1;
    int pieces = together ? 1 : window.width();
    int length = together ? window.width() * channels : channels;
    int to = at;
    for (int ky = 0; ky < window.height(); ky++) {
      for (int piece = 0; piece < pieces; piece++) {
        int from = source(outputPixel, ky, piece) * channels;
        System.arraycopy(paddedMap, from, row, to, length);
        to += length;
      }
    }
  }
}
