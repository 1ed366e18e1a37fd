package org.bnn4j.examples.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bnn4j.examples.benchmarks.Spread;
import org.junit.jupiter.api.Test;

class TimingTest {
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
