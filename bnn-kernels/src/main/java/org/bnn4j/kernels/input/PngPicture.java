package org.bnn4j.kernels.input;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.Picture;

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
  public static boolean isPng(byte[] bytes) {
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
    return inOrder(pixels(decode(png), wanted), model);
  }

  private static float[] inOrder(byte[] pixels, BnnModel model) {
    Picture picture = model.picture().orElseThrow();
    int channels = picture.channels();
    int count = pixels.length / channels;
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      float value = (pixels[i] & 0xFF) * picture.white() / 255;
      int at = model.takesPlanes() ? i % channels * count + i / channels : i;
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

  private static BufferedImage decode(byte[] png) throws InputException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    if (!readers.hasNext()) {
      throw new InputException("this Java has no reader of PNG files");
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      // Without metadata: only what the pixels need is read.
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException e) { // It throws whatever a damaged file leads to.
      throw new InputException("a damaged PNG file: " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }

  private static byte[] pixels(BufferedImage image, Picture wanted) throws InputException {
    byte[] values = new byte[(int) wanted.size()];
    int at = 0;
    for (int y = 0; y < wanted.height(); y++) {
      for (int x = 0; x < wanted.width(); x++) {
        int rgb = isGrey(image) ? grey(image.getRaster(), x, y) : image.getRGB(x, y);
        check(rgb, x, y, wanted);
        for (int channel = 0; channel < wanted.channels(); channel++) {
          values[at++] = (byte) (rgb >> 16 - 8 * channel);
        }
      }
    }
    return values;
  }

  /** Grey samples are taken as they are: Java would take them for linear light. */
  private static boolean isGrey(BufferedImage image) {
    return image.getRaster().getNumBands() <= 2
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  private static int grey(Raster raster, int x, int y) {
    int excess = raster.getSampleModel().getSampleSize(0) - 8;
    int grey = raster.getSample(x, y, 0) >> excess;
    int alpha = raster.getNumBands() == 1 ? 255 : raster.getSample(x, y, 1) >> excess;
    return alpha << 24 | grey * 0x010101;
  }

  private static void check(int rgb, int x, int y, Picture wanted) throws InputException {
    if (rgb >>> 24 != 255) {
      throw new InputException("pixel " + x + ", " + y + " of the PNG picture is not opaque");
    }
    boolean grey = (rgb & 0xFF) == (rgb >> 8 & 0xFF) && (rgb & 0xFF) == (rgb >> 16 & 0xFF);
    if (wanted.channels() == 1 && !grey) {
      throw new InputException(
          "pixel " + x + ", " + y + " of the PNG picture has a colour, and the model takes grey");
    }
  }
}
