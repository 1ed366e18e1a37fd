package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Thresholds of ternary weights. */
class TernarySurveyTest {

  @Test
  void gaussianWeights() {
    TernarySweep sweep =
        TernarySurvey.measure(
            Draws.binary(Draws.gaussian(1, 100, 10_000)),
            Optional.of(Draws.gaussian(2, 300, 10_000)));
    assertEquals(41, sweep.points().size());
    for (TernarySweep.Point point : sweep.points()) {
      double expected = AngleTheory.ternaryLimit(point.tau());
      assertEquals(expected, point.angle(), 0.3, "tau " + point.tau());
      assertEquals(AngleTheory.zeros(point.tau()), point.zeros(), 0.005);
      assertEquals(Math.cos(Math.toRadians(expected)), point.r(), 0.02);
    }
    assertEquals(2, sweep.points().get(40).tau(), 1e-9);
    assertEquals(25.855, sweep.best().angle(), 0.1);
    assertEquals(0.4595, sweep.best().zeros(), 0.02);
    assertEquals(0.612, sweep.best().tau(), 0.05);
  }

  /** The best by trying every number of weights kept. */
  @Test
  void theBestOfAFewWeights() {
    TernarySweep sweep =
        TernarySurvey.measure(
            Draws.binary(Nd4j.createFromArray(new double[][] {{4, -3, 1, 0.1}})), Optional.empty());
    // cos of 1 to 4 kept: 4, 7/sqrt(2) = 4.95, 8/sqrt(3) = 4.62, 8.1/2, over |w| = 5.1
    assertEquals(
        Math.toDegrees(Math.acos(7 / Math.sqrt(2) / Math.sqrt(26.01))), sweep.best().angle(), 1e-4);
    assertEquals(0.5, sweep.best().zeros());
    assertEquals(1 / Math.sqrt(26.01 / 4), sweep.best().tau(), 1e-6);
    assertEquals(0, sweep.points().get(10).r());
  }

  @Test
  void weightsThatAreZero() {
    TernarySweep sweep = TernarySurvey.measure(Draws.binary(Nd4j.zeros(3, 8)), Optional.empty());
    assertTrue(sweep.points().stream().allMatch(point -> point.angle() == 0 && point.r() == 0));
    assertEquals(0, sweep.best().angle());
  }
}
