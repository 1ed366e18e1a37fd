package org.bnn4j.kernels.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Bits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePlanesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 31, 32, 33, 40, 63, 64, 65, 784})
  void splitBytesComeTogetherAgain(int n) {
    byte[] bytes = new RandomModels(n).bytes(n + 3);
    int rowWords = Bits.words(n);
    int[] words = new int[2 + BytePlanes.PLANES * rowWords];
    Arrays.fill(words, -1);
    BytePlanes.split(joined(bytes, 3, n), 1, n, words, 2);
    for (int i = 0; i < n; i++) {
      assertEquals(bytes[3 + i] & 0xFF, value(words, 2, rowWords, i), "byte " + i);
    }
    for (int i = n; i % 32 != 0; i++) {
      assertEquals(0, value(words, 2, rowWords, i), "spare bits of byte " + i);
    }
    assertEquals(-1, words[1], "the word before");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128, 254, 255})
  void bitBOfAByteIsInPlaneB(int value) {
    byte[] bytes = new byte[33];
    bytes[32] = (byte) value;
    int[] words = new int[BytePlanes.PLANES * 2];
    BytePlanes.split(joined(bytes, 0, 33), 1, 33, words, 0);
    for (int plane = 0; plane < BytePlanes.PLANES; plane++) {
      int word = 2 * (BytePlanes.PLANES - 1 - plane) + 1;
      assertEquals(value >> plane & 1, words[word], "plane " + plane);
    }
  }

  /** The words of a row, behind one that is not its own. */
  private static int[] joined(byte[] bytes, int offset, int n) {
    int[] words = new int[1 + (n + 7) / 8 * 2];
    Arrays.fill(words, -1);
    BytePlanes.join(bytes, offset, n, words, 1);
    assertEquals(-1, words[0], "the word before");
    for (int i = 0; i < 4 * (words.length - 1); i++) {
      int expected = i < n ? bytes[offset + i] & 0xFF : 0;
      assertEquals(expected, words[1 + i / 4] >>> 8 * i & 0xFF, "byte " + i);
    }
    return words;
  }

  /** Input {@code i} of a row, put together again. */
  private static int value(int[] words, int at, int rowWords, int i) {
    int value = 0;
    for (int plane = 0; plane < BytePlanes.PLANES; plane++) {
      int row = BytePlanes.PLANES - 1 - plane;
      value |= Bits.get(words, at + row * rowWords, i) << plane;
    }
    return value;
  }
}
