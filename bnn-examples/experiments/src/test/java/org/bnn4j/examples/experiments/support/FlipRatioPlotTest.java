package org.bnn4j.examples.experiments.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.bnn4j.layers.insight.LatentRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlipRatioPlotTest {
  @TempDir Path directory;

  private static LatentRow row(int epoch, String layer, String parameter, double ratio) {
    return new LatentRow(100 * epoch, epoch, layer, parameter, ratio, 1, 0, 0.1);
  }

  private BufferedImage draw(List<LatentRow> rows) throws IOException {
    Path file = directory.resolve("sub").resolve("flips.png");
    new FlipRatioPlot("Digits, binary 256-256", rows).writePng(file);
    return ImageIO.read(file.toFile());
  }

  /** The mean height of the pixels of a colour in the plot, left of the legend. */
  private static double height(BufferedImage image, int color) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < 3 * image.getWidth() / 4; x++) {
        if ((image.getRGB(x, y) & 0xffffff) == color) {
          sum += image.getHeight() - y;
          count++;
        }
      }
    }
    assertTrue(count > 0, "no pixel of %06x".formatted(color));
    return sum / count;
  }

  /** Tenths, hundredths and thousandths are as far from each other; 0 is at the bottom. */
  @Test
  void theAxisIsLogarithmic() throws IOException {
    List<LatentRow> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= 15; epoch++) {
      rows.add(row(epoch, "first", "W", 0.1));
      rows.add(row(epoch, "second", "W", 0.01));
      rows.add(row(epoch, "separable", "W", 0.001));
      rows.add(row(epoch, "separable", "pW", 0));
    }
    BufferedImage image = draw(rows);
    assertEquals(LearningCurve.WIDTH, image.getWidth());
    assertEquals(LearningCurve.HEIGHT, image.getHeight());
    double tenth = height(image, 0x0072B2);
    double hundredth = height(image, 0xD55E00);
    double thousandth = height(image, 0x009E73);
    assertTrue(tenth > hundredth + 50, tenth + " " + hundredth);
    assertEquals(tenth - hundredth, hundredth - thousandth, 3);
    assertEquals(tenth - hundredth, thousandth - height(image, 0xCC79A7), 3);
  }

  @Test
  void drawsWhateverComes() throws IOException {
    draw(List.of(row(1, "a", "W", 0)));
    draw(List.of(row(1, "a", "W", 1)));
    draw(List.of(row(1, "a", "W", 0.1), row(1, "a", "W", 0.2)));
  }

  @Test
  void refusesNothing() {
    assertThrows(IllegalArgumentException.class, () -> new FlipRatioPlot("t", List.of()));
  }
}
