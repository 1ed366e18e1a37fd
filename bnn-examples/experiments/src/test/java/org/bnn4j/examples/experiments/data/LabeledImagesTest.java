package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabeledImagesTest {
  private static final ImageShape SHAPE = new ImageShape(1, 1, 2);
  private static final List<String> NAMES = List.of("no", "yes");

  private final LabeledImages images =
      new LabeledImages(
          SHAPE,
          255,
          new byte[] {0, 1, 10, 11, (byte) 200, (byte) 255},
          new byte[] {1, 0, 1},
          NAMES);

  @Test
  void pixelsAreUnsigned() {
    float[] floats = {-1, -1, -1, -1};
    images.copyImage(2, 1, floats, 1);
    assertArrayEquals(new float[] {-1, 200, 255, -1}, floats);
    images.copyImage(2, 0.5f, floats, 0);
    assertArrayEquals(new float[] {100, 127.5f, 255, -1}, floats);
  }

  @Test
  void selectKeepsTheOrderAskedFor() {
    LabeledImages chosen = images.select(new int[] {2, 0, 2});
    assertEquals(3, chosen.count());
    assertArrayEquals(new byte[] {0, 1}, chosen.image(1));
    assertArrayEquals(images.image(2), chosen.image(0));
    assertArrayEquals(images.image(2), chosen.image(2));
    assertArrayEquals(new int[] {0, 3}, chosen.classCounts());
  }

  @Test
  void sliceIsHalfOpen() {
    LabeledImages middle = images.slice(1, 2);
    assertEquals(1, middle.count());
    assertEquals(0, middle.label(0));
    assertEquals(0, images.slice(3, 3).count());
    assertThrows(IndexOutOfBoundsException.class, () -> images.slice(2, 4));
  }

  @Test
  void imageThatIsNotThere() {
    assertThrows(IndexOutOfBoundsException.class, () -> images.image(3));
    assertThrows(IndexOutOfBoundsException.class, () -> images.select(new int[] {-1}));
  }

  @Test
  void wrongArgumentsAreNamedWithTheirNumbers() {
    assertRefused("2 labels", 255, new byte[3], new byte[2]);
    assertRefused("pixel 1 is 17, more than 16", 16, new byte[] {16, 17}, new byte[1]);
    assertRefused("label 0 is 2, more than 1", 255, new byte[2], new byte[] {2});
    assertRefused("maxPixel must be 1 to 255, got 256", 256, new byte[2], new byte[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabeledImages(SHAPE, 255, new byte[2], new byte[1], List.of()));
  }

  private static void assertRefused(String message, int maxPixel, byte[] pixels, byte[] labels) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LabeledImages(SHAPE, maxPixel, pixels, labels, NAMES));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
