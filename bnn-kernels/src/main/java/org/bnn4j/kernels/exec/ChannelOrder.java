package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Shape;

/** From one plane per channel to channels innermost, and back. */
final class ChannelOrder {
  private ChannelOrder() {}

  /** Writes the planes of the map of pixels that starts at {@code at} in both arrays. */
  static void ofPixels(Object pixels, Object planes, int at, Shape map) {
    transpose(pixels, planes, at, map.pixels(), map.channels());
  }

  /** Writes the pixels of the map of planes that starts at {@code at} in both arrays. */
  static void toPixels(Object planes, Object pixels, int at, Shape map) {
    transpose(planes, pixels, at, map.channels(), map.pixels());
  }

  private static void transpose(Object from, Object to, int at, int rows, int columns) {
    if (from instanceof float[] x) {
      float[] z = (float[]) to;
      for (int i = 0; i < rows * columns; i++) {
        z[at + i % columns * rows + i / columns] = x[at + i];
      }
    } else if (from instanceof int[] x) {
      int[] z = (int[]) to;
      for (int i = 0; i < rows * columns; i++) {
        z[at + i % columns * rows + i / columns] = x[at + i];
      }
    } else {
      byte[] x = (byte[]) from;
      byte[] z = (byte[]) to;
      for (int i = 0; i < rows * columns; i++) {
        z[at + i % columns * rows + i / columns] = x[at + i];
      }
    }
  }
}
