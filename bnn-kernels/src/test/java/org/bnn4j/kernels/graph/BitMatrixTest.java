package org.bnn4j.kernels.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.kernels.RandomModels;
import org.junit.jupiter.api.Test;

class BitMatrixTest {
  @Test
  void eachRowStartsAtAWord() {
    float[] values = new RandomModels(1).floats(3 * 33);
    BitMatrix matrix = BitMatrix.ofPositive(3, 33, values);
    assertEquals(6, matrix.words().length);
    for (int row = 0; row < 3; row++) {
      int count = 0;
      for (int column = 0; column < 33; column++) {
        int expected = values[row * 33 + column] > 0 ? 1 : 0;
        assertEquals(expected, matrix.get(row, column));
        count += expected;
      }
      assertEquals(count, matrix.count(row));
      assertEquals(matrix.words()[2 * row + 1], matrix.word(row, 1));
      assertEquals(0, matrix.word(row, 1) & ~1, "spare bits");
    }
  }

  @Test
  void countsAndSumsOfPartsOfARow() {
    RandomModels models = new RandomModels(2);
    for (PackedWeights weights :
        List.of(models.binaryWeights(2, 100), models.ternaryWeights(2, 100))) {
      for (int from = 0; from <= 100; from++) {
        int ones = 0;
        int sum = 0;
        for (int n = 0; n <= 100 - from; n++) {
          assertEquals(ones, weights.sign().count(1, from, n));
          assertEquals(sum, weights.sum(1, from, n));
          if (from + n < 100) {
            ones += weights.sign().get(1, from + n);
            sum += weights.weight(1, from + n);
          }
        }
      }
    }
  }

  @Test
  void refusesASpareBitAndNamesItsRow() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new BitMatrix(2, 31, new int[] {0, 1 << 31}));
    assertEquals("row 1 of 2 has a bit set beyond column 31", e.getMessage());
  }

  @Test
  void refusesAnotherNumberOfWords() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new BitMatrix(3, 33, new int[5]));
    assertEquals("3 x 33 bits take 6 words, not 5", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BitMatrix(0, 33, new int[0]));
    assertThrows(IllegalArgumentException.class, () -> new BitMatrix(1, 0, new int[0]));
    assertThrows(IllegalArgumentException.class, () -> new BitMatrix(-1, -1, new int[0]));
    assertThrows(
        IllegalArgumentException.class, () -> new BitMatrix(1, Integer.MAX_VALUE, new int[1]));
  }

  @Test
  void ternaryWeightsAreNotBothZeroAndPositive() {
    BitMatrix sign = new BitMatrix(1, 3, new int[] {0b101});
    BitMatrix mask = new BitMatrix(1, 3, new int[] {0b011});
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PackedWeights.ternary(sign, mask));
    assertEquals("a ternary weight is both zero and positive", e.getMessage());
  }

  @Test
  void ternaryPlanesHaveOneSize() {
    BitMatrix sign = new BitMatrix(1, 3, new int[1]);
    BitMatrix mask = new BitMatrix(1, 4, new int[1]);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PackedWeights.ternary(sign, mask));
    assertEquals("bit planes of 1 x 3 and 1 x 4", e.getMessage());
  }

  @Test
  void weightsReadBackAsTheyWere() {
    int[] weights = {-1, 0, 1, 1, 0, -1};
    PackedWeights ternary = RandomModels.ternaryWeights(2, 3, weights);
    PackedWeights binary = RandomModels.binaryWeights(2, 3, weights);
    for (int i = 0; i < weights.length; i++) {
      assertEquals(weights[i], ternary.weight(i / 3, i % 3));
      assertEquals(weights[i] > 0 ? 1 : -1, binary.weight(i / 3, i % 3));
    }
    assertEquals(2, ternary.bitsPerWeight());
    assertEquals(1, binary.bitsPerWeight());
    assertTrue(ternary.nonzero().isPresent());
  }
}
