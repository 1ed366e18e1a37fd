package org.bnn4j.examples.experiments.data;

import java.io.Serializable;

/**
 * Shape of one image, stored plane after plane, each plane row by row.
 *
 * @param channels planes, 1 or more: 1 for grey, 3 for red, green, blue
 * @param height rows of pixels, 1 or more
 * @param width pixels a row, 1 or more
 */
public record ImageShape(int channels, int height, int width) implements Serializable {
  /** Checks that all three are positive and that their product is an int. */
  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "sizes must be positive: " + channels + " x " + height + " x " + width);
    }
    Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /** Values in one image: channels x height x width. */
  public int features() {
    return channels * height * width;
  }
}
