package org.bnn4j.examples.experiments.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {
  @TempDir Path directory;

  @Test
  void drawsEverySeriesInItsColour() throws IOException {
    LearningCurve curve = new LearningCurve("Digits, binary 256-256");
    for (int epoch = 1; epoch <= 15; epoch++) {
      curve.loss(epoch, 2.2 * Math.exp(-epoch / 4.0));
      curve.accuracy("training accuracy", epoch, 1 - 0.6 * Math.exp(-epoch / 3.0));
    }
    curve.accuracy("test accuracy", 5, 0.90);
    curve.accuracy("test accuracy", 10, 0.955);
    curve.accuracy("test accuracy", 15, 0.981);
    Path file = directory.resolve("sub").resolve("curve.png");
    curve.writePng(file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(LearningCurve.WIDTH, image.getWidth());
    assertEquals(LearningCurve.HEIGHT, image.getHeight());
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colors.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    assertTrue(colors.contains(0x555555), "loss");
    assertTrue(colors.contains(0x0072B2), "training accuracy");
    assertTrue(colors.contains(0xD55E00), "test accuracy");
  }

  @Test
  void refusesWhatItCannotDraw() {
    LearningCurve curve = new LearningCurve("t");
    assertThrows(IllegalStateException.class, () -> curve.writePng(directory.resolve("never.png")));
    curve.loss(2, 0.5);
    assertThrows(IllegalArgumentException.class, () -> curve.loss(2, 0.4));
    assertThrows(IllegalArgumentException.class, () -> curve.loss(3, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> curve.accuracy("a", 1, 98.5));
  }
}
