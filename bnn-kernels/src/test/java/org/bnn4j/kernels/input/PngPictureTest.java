package org.bnn4j.kernels.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.kernels.types.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngPictureTest {
  private static final int WIDTH = 4;
  private static final int HEIGHT = 3;

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", bytes));
    return bytes.toByteArray();
  }

  private static int value(int x, int y, int channel) {
    return (x * 61 + y * 17 + channel * 90) % 256;
  }

  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    boolean grey = image.getRaster().getNumBands() == 1;
    int shift = type == BufferedImage.TYPE_USHORT_GRAY ? 8 : 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (grey) {
          image.getRaster().setSample(x, y, 0, value(x, y, 0) << shift);
        } else {
          image.setRGB(
              x, y, 0xFF000000 | value(x, y, 0) << 16 | value(x, y, 1) << 8 | value(x, y, 2));
        }
      }
    }
    return image;
  }

  private static float[] expected(int channels, boolean grey) {
    float[] values = new float[HEIGHT * WIDTH * channels];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels;
      values[i] = value(pixel % WIDTH, pixel / WIDTH, grey ? 0 : i % channels);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greySamplesAreTakenAsTheyAre(int type) throws IOException {
    byte[] png = png(image(type));
    assertArrayEquals(expected(1, true), PngPicture.read(png, PngTarget.GREY));
    assertArrayEquals(expected(3, true), PngPicture.read(png, PngTarget.COLOUR));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_3BYTE_BGR
      })
  void colours(int type) throws IOException {
    assertArrayEquals(expected(3, false), PngPicture.read(png(image(type)), PngTarget.COLOUR));
  }

  @Test
  void palettesOfGrey() throws IOException {
    byte[] ramp = {0, 85, (byte) 170, (byte) 255};
    IndexColorModel palette = new IndexColorModel(2, 4, ramp, ramp, ramp);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(1, 0, 0, 2);
    float[] values = PngPicture.read(png(image), PngTarget.GREY);
    assertEquals(170, values[1]);
    assertEquals(0, values[0]);
  }

  @Test
  void planesAndOtherWhites() throws IOException {
    Graph graph =
        GraphBuilder.input(new Input(new Edge(EdgeKind.BYTE, new Shape(HEIGHT, WIDTH, 3)), true))
            .then("flat", new Flatten(false))
            .then("out", org.bnn4j.kernels.RandomModels.binary(1, 36, ones(36)))
            .build();
    BnnModel planes =
        BnnModel.of(
            new Graph(
                graph.nodes(), graph.labels(), Optional.of(new Picture(HEIGHT, WIDTH, 3, 16))));
    float[] values = PngPicture.read(png(image(BufferedImage.TYPE_INT_RGB)), planes);
    assertEquals(Math.round(value(2, 1, 1) * 16 / 255f), values[12 + 4 + 2]);
  }

  private static int[] ones(int n) {
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void refused(String message, byte[] png, BnnModel model) {
    InputException e = assertThrows(InputException.class, () -> PngPicture.read(png, model));
    assertEquals(message, e.getMessage());
  }

  @Test
  void whatDoesNotFit() throws IOException {
    refused(
        "a PNG picture of 5 x 3 pixels, and the model takes 4 x 3",
        png(new BufferedImage(5, 3, BufferedImage.TYPE_BYTE_GRAY)),
        PngTarget.GREY);
    refused(
        "pixel 0, 0 of the PNG picture has a colour, and the model takes grey",
        png(image(BufferedImage.TYPE_INT_RGB)),
        PngTarget.GREY);
    refused(
        "pixel 0, 0 of the PNG picture is not opaque",
        png(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB)),
        PngTarget.COLOUR);
    refused("not a PNG file, or one that ends in its head", new byte[100], PngTarget.GREY);
  }

  /** The head claims four thousand million pixels: nothing of that size is decoded. */
  @Test
  void bombs() throws IOException {
    byte[] png = png(image(BufferedImage.TYPE_BYTE_GRAY));
    ByteBuffer head = ByteBuffer.wrap(png);
    head.putInt(16, 65_535).putInt(20, 65_535);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    head.putInt(29, (int) crc.getValue());
    refused(
        "a PNG picture of 65535 x 65535 pixels, and the model takes 4 x 3", png, PngTarget.GREY);
  }

  @Test
  void damagedFiles() throws IOException {
    byte[] png = png(image(BufferedImage.TYPE_BYTE_GRAY));
    assertTrue(PngTarget.isPicture(png, PngTarget.GREY));
    for (int length = 0; length < png.length; length++) {
      PngTarget.fuzzerTestOneInput(Arrays.copyOf(png, length));
    }
    for (int bit = 0; bit < 8 * png.length; bit++) {
      png[bit / 8] ^= (byte) (1 << bit % 8);
      PngTarget.fuzzerTestOneInput(png);
      png[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void whitesThatDoNotFit() {
    Graph graph =
        GraphBuilder.input(EdgeKind.BYTE, 1)
            .then("out", org.bnn4j.kernels.RandomModels.binary(1, 1, ones(1)))
            .build();
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Graph(graph.nodes(), graph.labels(), Optional.of(new Picture(1, 1, 1, 256))));
    assertEquals("white is 256.0, and the input takes bytes", e.getMessage());
    for (float white : new float[] {0, -1, Float.NaN, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new Picture(1, 1, 1, white));
    }
  }

  @Test
  void onlyBytesAreTakenForPicturesUntold() {
    Shape shape = new Shape(2, 2, 1);
    assertTrue(
        BnnModel.of(
                GraphBuilder.input(EdgeKind.BYTE, shape)
                    .then("flat", new Flatten(false))
                    .then("out", org.bnn4j.kernels.RandomModels.binary(1, 4, ones(4)))
                    .build())
            .picture()
            .isPresent());
    assertTrue(BnnModel.of(GraphBuilder.input(EdgeKind.FLOAT, shape).build()).picture().isEmpty());
  }
}
