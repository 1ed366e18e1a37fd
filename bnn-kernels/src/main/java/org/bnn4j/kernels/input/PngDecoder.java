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
import org.bnn4j.kernels.types.Picture;

/** The pixels of a PNG file whose size has been checked. All that needs the module java.desktop. */
final class PngDecoder {
  private PngDecoder() {}

  /** The values of the pixels, 0 to 255, row by row, the channels of a pixel side by side. */
  static byte[] pixels(byte[] png, Picture wanted) throws InputException {
    return pixels(decode(png), wanted);
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
