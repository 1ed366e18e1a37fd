package org.bnn4j.kernels.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.RandomModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTest {
  @Test
  void eachOperationIsWhatItSays() {
    assertEquals(5.5f, new Term(Operation.ADD, 3).apply(2.5f, 0));
    assertEquals(-0.5f, new Term(Operation.SUBTRACT, 3).apply(2.5f, 0));
    assertEquals(7.5f, new Term(Operation.MULTIPLY, 3).apply(2.5f, 0));
    assertEquals(2.5f / 3, new Term(Operation.DIVIDE, 3).apply(2.5f, 0));
    assertEquals(0f, new Term(Operation.RELU).apply(-2.5f, 0));
    assertEquals(2.5f, new Term(Operation.RELU).apply(2.5f, 0));
    assertEquals(-0.25f, new Term(Operation.LEAKY_RELU, 0.125f).apply(-2f, 0));
    assertEquals(2.5f, new Term(Operation.LEAKY_RELU, 0.125f).apply(2.5f, 0));
    assertEquals(-1f, new Term(Operation.HARD_TANH).apply(-2.5f, 0));
    assertEquals(1f, new Term(Operation.HARD_TANH).apply(2.5f, 0));
    assertEquals(0.25f, new Term(Operation.HARD_TANH).apply(0.25f, 0));
    assertEquals(Math.tanh(0.3f), new Term(Operation.TANH).apply(0.3f, 0), 1e-7);
    assertEquals(1 / (1 + Math.exp(-0.3f)), new Term(Operation.SIGMOID).apply(0.3f, 0), 1e-7);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void aRowIsAsItsValuesOneByOne(Operation operation) {
    RandomModels models = new RandomModels(7);
    List<Term> terms = new ArrayList<>();
    if (operation.takesOperand()) {
      terms.add(new Term(operation, 0.3f));
      terms.add(new Term(operation, models.floats(17)));
    } else {
      terms.add(new Term(operation));
    }
    for (Term term : terms) {
      float[] row = models.floats(20);
      float[] expected = row.clone();
      for (int i = 0; i < 17; i++) {
        expected[2 + i] = term.apply(row[2 + i], i);
      }
      term.apply(row, 2, 17);
      assertArrayEquals(expected, row);
    }
  }

  @Test
  void refusesConstantsThatDoNotBelong() {
    assertThrows(IllegalArgumentException.class, () -> new Term(Operation.ADD));
    assertThrows(IllegalArgumentException.class, () -> new Term(Operation.RELU, 1));
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new Term(Operation.MULTIPLY, 1, Float.NaN));
    assertEquals("multiply has NaN for channel 1", e.getMessage());
  }
}
