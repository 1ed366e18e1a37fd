package org.bnn4j.examples.experiments.data;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Small random changes of an image that leave its class as it is: it is mirrored or not, and
 * shifted, where what comes in from outside is 0.
 *
 * @param mirrored whether every second image, at random, is mirrored left to right
 * @param maxShift by how many pixels up, down, left and right at most, 0 or more; every shift is
 *     equally likely
 */
public record Augmentation(boolean mirrored, int maxShift) implements Serializable {
  /** Checks the shift. */
  public Augmentation {
    if (maxShift < 0) {
      throw new IllegalArgumentException("maxShift must be 0 or more, got " + maxShift);
    }
  }

  /**
   * Draws one change and writes the changed image.
   *
   * @param image of the shape's size
   * @param target gets the changed image at {@code at}; not the image's own array
   */
  void apply(SplittableRandom random, ImageShape shape, float[] image, float[] target, int at) {
    boolean mirror = mirrored && random.nextBoolean();
    int down = random.nextInt(-maxShift, maxShift + 1);
    int right = random.nextInt(-maxShift, maxShift + 1);
    int next = at;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = 0; y < shape.height(); y++) {
        int row = y - down;
        boolean inside = row >= 0 && row < shape.height();
        int from = (channel * shape.height() + row) * shape.width();
        for (int x = 0; x < shape.width(); x++) {
          int column = mirror ? shape.width() - 1 - (x - right) : x - right;
          boolean known = inside && column >= 0 && column < shape.width();
          target[next++] = known ? image[from + column] : 0;
        }
      }
    }
  }
}
