package org.bnn4j.kernels.types;

/**
 * The pictures that a model takes: their size, and the number of a white pixel. Black is 0, and
 * what is between is in proportion.
 *
 * @param height rows of pixels
 * @param width pixels in a row
 * @param channels 1 for grey pictures, 3 for red, green and blue
 * @param white a white pixel's number in each channel: 255 for pixels of bytes
 */
public record Picture(int height, int width, int channels, float white) {
  private static final float MAX_WHITE = Float.MAX_VALUE / 256;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a size is less than 1, there are not 1 or 3 channels, or
   *     white is not positive or 256 times it no float
   */
  public Picture {
    if (height < 1 || width < 1 || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "a picture has 1 or 3 channels of 1 x 1 pixels or more, not "
              + height
              + " x "
              + width
              + " x "
              + channels);
    }
    if (!(white > 0 && white <= MAX_WHITE)) {
      throw new IllegalArgumentException(
          "white is a number above 0, up to " + MAX_WHITE + ", not " + white);
    }
  }

  /** How many numbers a picture has. */
  public long size() {
    return (long) height * width * channels;
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
