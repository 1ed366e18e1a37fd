package org.bnn4j.examples.experiments.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A set cut in two parts that share no image.
 *
 * @param train the part to train on
 * @param test the part to test on
 */
public record TrainTestSplit(LabeledImages train, LabeledImages test) {
  /**
   * Draws the test part at random, the same share of every class; both parts keep the set's order.
   *
   * @param images the set to cut
   * @param testShare share of each class that goes to the test part, between 0 and 1 exclusive; it
   *     is rounded to the nearest whole number of images
   * @param seed the same seed gives the same parts
   */
  public static TrainTestSplit stratified(LabeledImages images, double testShare, long seed) {
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException("testShare must be between 0 and 1, got " + testShare);
    }
    int[] wanted =
        Arrays.stream(images.classCounts()).map(n -> (int) Math.round(n * testShare)).toArray();
    int[] order = Permutation.random(images.count(), new SplittableRandom(seed));
    boolean[] toTest = new boolean[images.count()];
    for (int image : order) {
      toTest[image] = wanted[images.label(image)]-- > 0;
    }
    return new TrainTestSplit(choose(images, toTest, false), choose(images, toTest, true));
  }

  /**
   * Cuts in file order: the last {@code testCount} images are the test part.
   *
   * @throws IllegalArgumentException if no image would be left to train on
   */
  public static TrainTestSplit lastAsTest(LabeledImages images, int testCount) {
    if (testCount < 0 || testCount >= images.count()) {
      throw new IllegalArgumentException(
          "cannot hold out the last " + testCount + " of " + images.count() + " images");
    }
    int cut = images.count() - testCount;
    return new TrainTestSplit(images.slice(0, cut), images.slice(cut, images.count()));
  }

  private static LabeledImages choose(LabeledImages images, boolean[] toTest, boolean test) {
    int[] chosen = new int[images.count()];
    int count = 0;
    for (int i = 0; i < toTest.length; i++) {
      if (toTest[i] == test) {
        chosen[count++] = i;
      }
    }
    return images.select(Arrays.copyOf(chosen, count));
  }
}
