package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final int[] CLASS_COUNTS = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};

  @Test
  void wholeSet() {
    LabeledImages digits = Digits.all();
    assertEquals(1797, digits.count());
    assertEquals(new ImageShape(1, 8, 8), digits.shape());
    assertEquals(16, digits.maxPixel());
    assertArrayEquals(CLASS_COUNTS, digits.classCounts());
    long sum = 0;
    int max = 0;
    for (int i = 0; i < digits.count(); i++) {
      for (byte pixel : digits.image(i)) {
        sum += pixel & 0xff;
        max = Math.max(max, pixel & 0xff);
      }
    }
    assertEquals(561_718, sum);
    assertEquals(16, max);
    assertArrayEquals(
        new byte[] {0, 0, 5, 13, 9, 1, 0, 0}, Arrays.copyOf(digits.image(0), 8), "first row");
  }

  @Test
  void holdOutTakesAFifthOfEveryClass() {
    TrainTestSplit split = Digits.holdOut(1);
    int[] test = split.test().classCounts();
    assertArrayEquals(new int[] {36, 36, 35, 37, 36, 36, 36, 36, 35, 36}, test);
    int[] train = split.train().classCounts();
    for (int k = 0; k < 10; k++) {
      assertEquals(CLASS_COUNTS[k], train[k] + test[k], "class " + k);
    }
    List<ByteBuffer> parts = images(split.train());
    parts.addAll(images(split.test()));
    List<ByteBuffer> whole = images(Digits.all());
    Collections.sort(parts);
    Collections.sort(whole);
    assertEquals(whole, parts, "every image is in exactly one part");
  }

  @Test
  void seedDecidesTheHoldOut() {
    assertEquals(images(Digits.holdOut(7).test()), images(Digits.holdOut(7).test()));
    assertFalse(images(Digits.holdOut(7).test()).equals(images(Digits.holdOut(8).test())));
  }

  /** Pixels and label of each image, comparable. */
  private static List<ByteBuffer> images(LabeledImages images) {
    List<ByteBuffer> list = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      byte[] bytes = Arrays.copyOf(images.image(i), images.shape().features() + 1);
      bytes[bytes.length - 1] = (byte) images.label(i);
      list.add(ByteBuffer.wrap(bytes));
    }
    return list;
  }
}
