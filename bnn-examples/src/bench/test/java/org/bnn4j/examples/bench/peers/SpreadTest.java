package org.bnn4j.examples.bench.peers;

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

  @Test
  void timingCountsAllCallsOfARound() {
    Timing timing = new Timing(4);
    timing.add(new long[] {1_000_000, 3_000_000});
    timing.add(new long[] {1_000_000});
    assertEquals(new Spread(3000, 2000, 4000), Spread.of(timing.rates()));
    assertEquals(3, timing.calls());
    assertEquals(1000, timing.percentileMicros(0.5));
    assertEquals(3000, timing.percentileMicros(0.99));
  }
}
