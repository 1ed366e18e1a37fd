package org.bnn4j.kernels.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.bnn4j.kernels.RandomModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitsTest {
  @Test
  void thetaIsPositiveOnlyAboveZero() {
    assertEquals(1, Bits.theta(Float.MIN_VALUE));
    assertEquals(1, Bits.theta(Float.POSITIVE_INFINITY));
    assertEquals(0, Bits.theta(0f));
    assertEquals(0, Bits.theta(-0f));
    assertEquals(0, Bits.theta(Float.NaN));
    assertEquals(0, Bits.theta(-Float.MIN_VALUE));
    assertEquals(0, Bits.theta(Float.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 63, 64, 65, 100})
  void packPutsValueIIntoBitIAndClearsSpareBits(int n) {
    float[] values = new RandomModels(n).floats(n + 5);
    int[] words = new int[Bits.words(n) + 2];
    Arrays.fill(words, -1);
    Bits.pack(values, 5, n, words, 1);
    for (int i = 0; i < n; i++) {
      assertEquals(values[5 + i] > 0 ? 1 : 0, words[1 + i / 32] >> i % 32 & 1, "bit " + i);
      assertEquals(values[5 + i] > 0 ? 1 : 0, Bits.get(words, 1, i), "bit " + i);
    }
    assertEquals(0, words[Bits.words(n)] & ~Bits.lastWordMask(n), "spare bits");
    assertEquals(-1, words[0], "the word before");
    assertEquals(-1, words[words.length - 1], "the word after");
  }

  @Test
  void lastWordMaskCoversTheBitsInUse() {
    assertEquals(1, Bits.lastWordMask(1));
    assertEquals(0x7FFFFFFF, Bits.lastWordMask(31));
    assertEquals(-1, Bits.lastWordMask(32));
    assertEquals(1, Bits.lastWordMask(33));
  }
}
