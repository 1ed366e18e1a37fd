package org.bnn4j.kernels.graph;

/**
 * The shape of one example on an edge, channels innermost. A vector of n values is 1 x 1 x n.
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 * @param channels values of a pixel, at least 1
 */
public record Shape(int height, int width, int channels) {
  /** The most values that one example may have on an edge. */
  public static final int MAX_SIZE = 1 << 26;

  /** Checks that every extent is positive and that the product is at most {@link #MAX_SIZE}. */
  public Shape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "a shape's extents are positive, not " + text(height, width, channels));
    }
    if ((double) height * width * channels > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a shape holds at most " + MAX_SIZE + " values, not " + text(height, width, channels));
    }
  }

  /** The shape of a vector of {@code n} values. */
  public static Shape vector(int n) {
    return new Shape(1, 1, n);
  }

  /** How many pixels there are. */
  public int pixels() {
    return height * width;
  }

  /** How many values there are. */
  public int size() {
    return height * width * channels;
  }

  // A record's own are made at run time, which takes longer than to load and run a small model.

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape
        && height == shape.height
        && width == shape.width
        && channels == shape.channels;
  }

  @Override
  public int hashCode() {
    return (31 * height + width) * 31 + channels;
  }

  @Override
  public String toString() {
    return height == 1 && width == 1 ? Integer.toString(channels) : text(height, width, channels);
  }

  private static String text(int height, int width, int channels) {
    return height + "x" + width + "x" + channels;
  }
}
