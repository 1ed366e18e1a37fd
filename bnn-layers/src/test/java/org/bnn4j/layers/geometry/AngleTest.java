package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Angles of random weights against theory. */
class AngleTest {

  private static AngleStatistics binary(INDArray weights) {
    return AngleStatistics.of(Draws.binary(weights)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,0.90032", "3,0.86603", "27,0.80530"})
  void meanCosine(long fanIn, double expected) {
    assertEquals(expected, AngleTheory.binary(fanIn).cosine(), 5e-6);
  }

  /** The delta method against the angles of many vectors. */
  @ParameterizedTest
  @CsvSource({"3,1.0", "10,0.1", "27,0.05", "100,0.05"})
  void theoryAgainstDraws(int fanIn, double tolerance) {
    AngleStatistics drawn = binary(Draws.gaussian(5, 40_000, fanIn));
    assertEquals(drawn.mean(), drawn.theory().mean(), tolerance);
    assertEquals(drawn.sd(), drawn.theory().sd(), 2 * tolerance);
  }

  @Test
  void limits() {
    AngleTheory theory = AngleTheory.binary(10_000_000);
    assertEquals(37.071, theory.mean(), 1e-3);
    assertEquals(20.18, theory.sd() * Math.sqrt(1e7), 1e-2);
    assertEquals(37.071 - 23.66 / 1152, AngleTheory.binary(1152).mean(), 1e-3);
    assertThrows(IllegalArgumentException.class, () -> AngleTheory.binary(0));
  }

  @ParameterizedTest
  @CsvSource({
    "0,37.07,0",
    "0.111,33.84,8.8",
    "0.3,29.24,23.6",
    "0.5,26.32,38.3",
    "0.5585,25.96,42.4",
    "0.612,25.855,45.95",
    "1.0,30.78,68.3"
  })
  void ternaryLimits(double tau, double angle, double zeros) {
    assertEquals(angle, AngleTheory.ternaryLimit(tau), 1e-2);
    assertEquals(zeros, 100 * AngleTheory.zeros(tau), 6e-2);
    assertEquals(tau, AngleTheory.threshold(AngleTheory.zeros(tau)), 1e-9);
  }

  @Test
  void gaussianFilters() {
    AngleStatistics angles = binary(Draws.gaussian(1, 2000, 1152));
    assertEquals(37.05, angles.mean(), 0.06);
    assertEquals(37.05, angles.median(), 0.06);
    assertEquals(0.595, angles.sd(), 0.05);
    assertEquals(37.071, angles.distribution(), 0.06);
    assertEquals(2000, angles.filters());
    assertEquals(2000, angles.histogram().total());
    assertTrue(Math.abs(angles.zScore().orElseThrow()) < 4, angles.zScore()::toString);
  }

  @Test
  void otherDistributions() {
    assertEquals(30, binary(Draws.matrix(2, 50, 20_000, r -> r.nextDouble() - 0.5)).mean(), 0.1);
    AngleStatistics laplace = binary(Draws.matrix(3, 50, 20_000, Draws::laplace));
    assertEquals(45, laplace.mean(), 0.3);
    assertEquals(45, laplace.distribution(), 0.3);
    AngleStatistics signs = binary(Draws.matrix(4, 5, 64, r -> r.nextBoolean() ? 0.25 : -0.25));
    assertEquals(0, signs.mean(), 1e-5);
    assertEquals(0, signs.sd(), 1e-5);
  }

  @Test
  void filtersWithoutAnAngle() {
    INDArray weights = Draws.gaussian(6, 3, 10);
    weights.getRow(1).assign(0);
    assertEquals(2, binary(weights).filters());
    INDArray one = weights.getRows(2);
    assertEquals(0, binary(one).sd(), "of one filter");
    assertEquals(Optional.empty(), AngleStatistics.of(Draws.binary(Nd4j.zeros(2, 5))));
  }

  @Test
  void shapeOfTheWeights() {
    LatentStatistics gauss = LatentStatistics.of(Draws.binary(Draws.gaussian(7, 100, 1000)), 1);
    assertEquals(0, gauss.mean(), 0.02);
    assertEquals(1, gauss.sd(), 0.02);
    assertEquals(3, gauss.kurtosis(), 0.05);
    assertEquals(0.0797, gauss.small(), 0.005, "within 0.1 sd");
    assertEquals(0.317, gauss.saturated(), 0.01, "beyond 0.999 sd");
    assertEquals(0, gauss.duplicates());
    assertEquals(100_000, gauss.histogram().total());
    INDArray uniform = Draws.matrix(8, 100, 1000, Random::nextDouble);
    assertEquals(1.8, LatentStatistics.of(Draws.binary(uniform), 0).kurtosis(), 0.02);
    assertEquals(0, LatentStatistics.of(Draws.binary(uniform), 0).saturated());
    assertEquals(99, LatentStatistics.of(Draws.binary(uniform), 0).duplicates(), "all positive");
    INDArray laplace = Draws.matrix(9, 100, 5000, Draws::laplace);
    assertEquals(6, LatentStatistics.of(Draws.binary(laplace), 0).kurtosis(), 0.2);
    LatentStatistics equal = LatentStatistics.of(Draws.binary(Nd4j.valueArrayOf(3, 4, 0.5)), 0);
    assertEquals(0, equal.kurtosis());
    assertEquals(0, equal.sd());
  }

  /** The paper's experiments: angles fall to 37 degrees, and a rotation brings them back there. */
  @Test
  void experimentsOfThePaper() {
    List<RandomVectors.Angles> angles = RandomVectors.angles(1, 3, 10, 27);
    for (RandomVectors.Angles one : angles) {
      AngleTheory theory = AngleTheory.binary(one.size());
      assertEquals(theory.mean(), one.angles().mean(), one.size() == 3 ? 1 : 0.3);
      assertEquals(10_000, one.angles().filters());
    }
    double[][] expected = {{10, 36.8, 34.9}, {100, 68.2, 36.9}, {500, 80.5, 37.2}};
    List<RandomVectors.Exponential> found = RandomVectors.exponential(1, 10, 100, 500);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i][0], found.get(i).size());
      assertEquals(expected[i][1], found.get(i).angle(), 0.3);
      assertEquals(expected[i][2], found.get(i).rotated(), 0.3);
    }
  }
}
