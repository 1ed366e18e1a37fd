package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final ImageShape SHAPE = new ImageShape(2, 3, 4);
  private static final int DRAWS = 2000;

  /** No two pixels are alike and none is 0. */
  private static float[] image() {
    float[] image = new float[SHAPE.features()];
    for (int i = 0; i < image.length; i++) {
      image[i] = i + 1;
    }
    return image;
  }

  private static float[] draw(Augmentation augmentation, long seed) {
    float[] target = new float[SHAPE.features() + 5];
    augmentation.apply(new SplittableRandom(seed), SHAPE, image(), target, 3);
    assertArrayEquals(new float[3], Arrays.copyOf(target, 3), "what is before");
    return Arrays.copyOfRange(target, 3, 3 + SHAPE.features());
  }

  /** The change as it is defined: mirror first, then shift, 0 from outside. */
  private static float[] changed(boolean mirrored, int down, int right) {
    float[] image = image();
    float[] result = new float[image.length];
    for (int c = 0; c < 2; c++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 4; x++) {
          int toY = y + down;
          int toX = (mirrored ? 3 - x : x) + right;
          if (toY >= 0 && toY < 3 && toX >= 0 && toX < 4) {
            result[(c * 3 + toY) * 4 + toX] = image[(c * 3 + y) * 4 + x];
          }
        }
      }
    }
    return result;
  }

  private static String key(float[] image) {
    return Arrays.toString(image);
  }

  @Test
  void everyChangeComesAboutEquallyOftenAndNoOther() {
    Set<String> possible = new HashSet<>();
    for (boolean mirrored : new boolean[] {false, true}) {
      for (int down = -1; down <= 1; down++) {
        for (int right = -1; right <= 1; right++) {
          possible.add(key(changed(mirrored, down, right)));
        }
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < DRAWS; seed++) {
      counts.merge(key(draw(new Augmentation(true, 1), seed)), 1, Integer::sum);
    }
    assertEquals(possible, counts.keySet());
    counts.forEach((image, count) -> assertTrue(Math.abs(count - 111) < 50, count + " " + image));
  }

  @Test
  void mirroringAloneMovesNothingOut() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      seen.add(key(draw(new Augmentation(true, 0), seed)));
    }
    assertEquals(Set.of(key(changed(false, 0, 0)), key(changed(true, 0, 0))), seen);
  }

  @Test
  void noChangeLeavesTheImage() {
    assertArrayEquals(image(), draw(new Augmentation(false, 0), 1));
  }

  @Test
  void aShiftMayExceedTheImage() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < DRAWS; seed++) {
      seen.add(key(draw(new Augmentation(false, 5), seed)));
    }
    assertTrue(seen.contains(key(new float[SHAPE.features()])), "all 0");
    assertTrue(seen.contains(key(changed(false, 2, -3))));
  }

  @Test
  void refusesNegativeShifts() {
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(true, -1));
  }
}
