package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.graph.Shape;

/** Images that come as planes, one for each channel, as pixels with the channels innermost. */
final class ToPixelsStep implements Step {
  private final Object planes;
  private final Object pixels;
  private final Shape map;

  ToPixelsStep(Object planes, Object pixels, Shape map) {
    this.planes = planes;
    this.pixels = pixels;
    this.map = map;
  }

  @Override
  public void run(int rows) {
    for (int row = 0; row < rows; row++) {
      ChannelOrder.toPixels(planes, pixels, row * map.size(), map);
    }
  }
}
