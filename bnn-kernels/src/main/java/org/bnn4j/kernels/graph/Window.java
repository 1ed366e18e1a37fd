package org.bnn4j.kernels.graph;

/**
 * How a window of a convolution or pooling slides over the pixels of a map: tap (ky, kx) of the
 * window at output pixel (y, x) is input pixel
 *
 * <pre>(y * strideY + ky * dilationY - top, x * strideX + kx * dilationX - left),</pre>
 *
 * which is padding where it lies outside the map.
 *
 * @param height taps from top to bottom
 * @param width taps from left to right
 * @param strideY input rows between two rows of windows
 * @param strideX input columns between two windows of a row
 * @param dilationY input rows between two taps; 1 for neighbours
 * @param dilationX input columns between two taps; 1 for neighbours
 * @param top rows of padding above the map
 * @param bottom rows of padding below
 * @param left columns of padding before the map
 * @param right columns of padding after it
 */
public record Window(
    int height,
    int width,
    int strideY,
    int strideX,
    int dilationY,
    int dilationX,
    int top,
    int bottom,
    int left,
    int right) {
  /** The largest value of any setting. */
  public static final int MAX = 1 << 15;

  /** Checks that each setting is positive, paddings not negative, and none above {@link #MAX}. */
  public Window {
    requireWithin("height", 1, height);
    requireWithin("width", 1, width);
    requireWithin("vertical stride", 1, strideY);
    requireWithin("horizontal stride", 1, strideX);
    requireWithin("vertical dilation", 1, dilationY);
    requireWithin("horizontal dilation", 1, dilationX);
    requireWithin("padding above", 0, top);
    requireWithin("padding below", 0, bottom);
    requireWithin("padding on the left", 0, left);
    requireWithin("padding on the right", 0, right);
  }

  private static void requireWithin(String what, int least, int value) {
    if (value < least || value > MAX) {
      throw new IllegalArgumentException(
          "a window's " + what + " is " + least + " to " + MAX + ", not " + value);
    }
  }

  /** A window that moves by one pixel, without dilation and padding. */
  public static Window of(int height, int width) {
    return new Window(height, width, 1, 1, 1, 1, 0, 0, 0, 0);
  }

  /** This window with other strides. */
  public Window stride(int y, int x) {
    return new Window(height, width, y, x, dilationY, dilationX, top, bottom, left, right);
  }

  /** This window with other dilations. */
  public Window dilation(int y, int x) {
    return new Window(height, width, strideY, strideX, y, x, top, bottom, left, right);
  }

  /** This window with other paddings. */
  public Window padding(int top, int bottom, int left, int right) {
    return new Window(
        height, width, strideY, strideX, dilationY, dilationX, top, bottom, left, right);
  }

  /** How many taps there are. */
  public int taps() {
    return height * width;
  }

  /** Whether any padding is set. */
  public boolean isPadded() {
    return (top | bottom | left | right) != 0;
  }

  /** The input row of a tap, negative or beyond the last one in padding. */
  public int inputRow(int y, int ky) {
    return y * strideY + ky * dilationY - top;
  }

  /** The input column of a tap, negative or beyond the last one in padding. */
  public int inputColumn(int x, int kx) {
    return x * strideX + kx * dilationX - left;
  }

  /** The first row of taps inside the map or below it, for output row {@code y}. */
  public int firstRow(int y) {
    return firstFrom(-inputRow(y, 0), dilationY, height);
  }

  /** The first column of taps inside the map or right of it, for output column {@code x}. */
  public int firstColumn(int x) {
    return firstFrom(-inputColumn(x, 0), dilationX, width);
  }

  /** How many rows of taps lie inside the map, for output row {@code y}. */
  public int rows(int y, Shape map) {
    return firstFrom(map.height() - inputRow(y, 0), dilationY, height) - firstRow(y);
  }

  /** How many columns of taps lie inside the map, for output column {@code x}. */
  public int columns(int x, Shape map) {
    return firstFrom(map.width() - inputColumn(x, 0), dilationX, width) - firstColumn(x);
  }

  /** The first tap that lies {@code distance} or more behind tap 0, if there is one. */
  private static int firstFrom(int distance, int dilation, int taps) {
    return distance <= 0 ? 0 : Math.min(taps, (distance - 1) / dilation + 1);
  }

  /**
   * The map of all windows that lie inside a padded one.
   *
   * @throws IllegalArgumentException if none does, with both sizes
   */
  public Shape slideOver(Shape input, int channels) {
    long rows = (long) input.height() + top + bottom - ((height - 1L) * dilationY + 1);
    long columns = (long) input.width() + left + right - ((width - 1L) * dilationX + 1);
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(this + " does not fit into " + input);
    }
    // The padded map is memory, too: its size must be one that a shape may have.
    padded(input);
    return new Shape((int) (rows / strideY) + 1, (int) (columns / strideX) + 1, channels);
  }

  /** The map with its padding. */
  public Shape padded(Shape input) {
    return new Shape(input.height() + top + bottom, input.width() + left + right, input.channels());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(height + "x" + width);
    if (strideY != 1 || strideX != 1) {
      text.append(" by ").append(pair(strideY, strideX));
    }
    if (dilationY != 1 || dilationX != 1) {
      text.append(" dilated ").append(pair(dilationY, dilationX));
    }
    if (isPadded()) {
      text.append(" padded ");
      boolean even = top == bottom && left == right;
      text.append(even ? pair(top, left) : top + "-" + bottom + "," + left + "-" + right);
    }
    return text.toString();
  }

  private static String pair(int y, int x) {
    return y == x ? Integer.toString(y) : y + "," + x;
  }
}
