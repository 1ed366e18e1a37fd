package org.bnn4j.kernels.input;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;

/**
 * The pixels of a PNG file of exactly the size that a model takes. Nothing is scaled, and no colour
 * becomes grey: what a model answers would depend on how. Its size is checked before a pixel is
 * decoded, so a small file cannot ask for much memory.
 */
public final class PngPicture {
  /** The first two bytes of a PNG file. */
  public static final int MAGIC = 0x8950;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Where the width, the height and the bits of a sample are, and what comes before them. */
  private static final int WIDTH_AT = 16;

  private static final int HEAD = 29;

  private PngPicture() {}

  /** Whether bytes begin as PNG files do. */
  private static boolean isPng(byte[] bytes) {
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (i >= bytes.length || bytes[i] != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a file as an input of a model that takes pictures: 0 for black up to the model's number
   * for white, rounded where the model takes whole numbers, in the model's order.
   *
   * @throws InputException if it is no PNG file, is damaged, of another size, in colour for a model
   *     of grey pictures, or not opaque
   */
  public static float[] read(byte[] png, BnnModel model) throws InputException {
    Picture wanted = model.picture().orElseThrow();
    if (!isPng(png) || png.length < HEAD) {
      throw new InputException("not a PNG file, or one that ends in its head");
    }
    long width = number(png, WIDTH_AT);
    long height = number(png, WIDTH_AT + Integer.BYTES);
    if (width != wanted.width() || height != wanted.height()) {
      throw new InputException(
          "a PNG picture of "
              + width
              + " x "
              + height
              + " pixels, and the model takes "
              + wanted.width()
              + " x "
              + wanted.height());
    }
    try {
      return inOrder(PngDecoder.pixels(png, wanted), model);
    } catch (LinkageError e) {
      throw new InputException(
          "this Java cannot read PNG files: it lacks java.desktop (" + e + ")");
    }
  }

  private static float[] inOrder(byte[] pixels, BnnModel model) {
    Picture picture = model.picture().orElseThrow();
    int channels = picture.channels();
    int count = pixels.length / channels;
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      float value = (pixels[i] & 0xFF) * picture.white() / 255;
      int at = model.channelsFirst() ? i % channels * count + i / channels : i;
      values[at] = model.inputKind() == EdgeKind.BYTE ? Math.round(value) : value;
    }
    return values;
  }

  private static long number(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | bytes[at + 3] & 0xFF;
  }
}
