package org.bnn4j.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianOfOddAndEvenNumbers() {
    assertEquals(new Spread(2, 1, 9), Spread.of(new double[] {9, 1, 2}));
    assertEquals(new Spread(3, 1, 9), Spread.of(new double[] {9, 1, 2, 4}));
    assertEquals(new Spread(5, 5, 5), Spread.of(new double[] {5}));
  }

  @Test
  void ratiosAreOfTheSameRound() {
    double[] ours = {10, 100, 1000};
    double[] theirs = {5, 10, 1000};
    assertEquals(new Spread(2, 1, 10), Spread.ofRatios(ours, theirs));
  }
}
