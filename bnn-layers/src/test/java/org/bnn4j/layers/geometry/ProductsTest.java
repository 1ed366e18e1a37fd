package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Products of inputs of known covariance. */
class ProductsTest {

  private static ProductStatistics measure(INDArray inputs, INDArray weights) {
    return new ProductSurvey(inputs, Optional.empty(), Draws.binary(weights), Optional.empty())
        .measure(new SplittableRandom(1));
  }

  @Test
  void correlationAgainstALibrary() {
    INDArray x = Draws.gaussian(1, 1, 500).addi(1e6);
    INDArray y = Draws.gaussian(2, 1, 500).addi(x.mul(0.3));
    double[] one = x.data().asDouble();
    double[] other = y.data().asDouble();
    Pearson pairs = new Products(one, 1).correlate(new Products(other, 1));
    assertEquals(new PearsonsCorrelation().correlation(one, other), pairs.r(), 1e-9);
  }

  /** With no direction before others, r is that of the angle: sqrt(2 / pi). */
  @Test
  void isotropicInputs() {
    ProductStatistics found = measure(Draws.gaussian(1, 3000, 400), Draws.gaussian(2, 60, 400));
    assertEquals(0.798, found.r(), 0.01);
    assertEquals(0.798, found.medianR(), 0.01);
    assertEquals(0.798, found.permutedR(), 0.01);
    assertEquals(0.798, found.spectrum().nullR(), 0.01);
    assertEquals(0, found.beyondNull(), 0.01);
    assertEquals(1, found.spectrum().rho(), 0.05);
    assertEquals(Math.acos(found.r()) / Math.PI, found.differentSigns(), 0.01);
    assertEquals(0.798, found.slope(), 0.01, "of weights of variance 1");
    assertEquals(OptionalDouble.empty(), found.flips());
    assertEquals(
        3000 * 60,
        found.grid().counts().stream().flatMap(List::stream).mapToLong(Long::longValue).sum());
  }

  /** Variance along the weights that is another than the mean: the null model tells r. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 3, 10})
  void covarianceOfKnownRho(double rho) {
    int fanIn = 500;
    INDArray weights = Draws.gaussian(3, 1, fanIn);
    INDArray direction = weights.div(weights.norm2Number().doubleValue());
    INDArray inputs = Draws.gaussian(4, 8000, fanIn);
    INDArray along = inputs.mmul(direction.transpose());
    // Stretched along w so that its variance is rho times the mean variance.
    double stretch = Math.sqrt(rho * (fanIn - 1) / (fanIn - rho));
    inputs.addi(along.mmul(direction).muli(stretch - 1));
    ProductStatistics found = measure(inputs, weights);
    assertEquals(rho, found.spectrum().rho(), 0.05 * rho);
    assertEquals(InputSpectrum.nullR(37.05, rho), found.medianR(), 0.02);
    assertEquals(found.spectrum().nullR(), found.medianR(), 0.02);
  }

  @Test
  void eigenvaluesOfAKnownSpectrum() {
    INDArray inputs = Draws.gaussian(5, 20_000, 8);
    double[] deviations = {1, 1, 1, 1, 1, 1, 2, 4};
    for (int i = 0; i < 8; i++) {
      inputs.getColumn(i).muli(deviations[i]).addi(i);
    }
    ProductStatistics found = measure(inputs, Draws.gaussian(6, 4, 8));
    assertEquals(16.0 / 26, found.spectrum().top1(), 0.02);
    assertEquals(23.0 / 26, found.spectrum().top5(), 0.02);
    assertEquals(26.0 * 26 / (256 + 16 + 6), found.spectrum().participation(), 0.1);
    INDArray few = Draws.gaussian(7, 30, 200);
    double[] between = InputSpectrum.eigenvalues(InputSpectrum.centered(few));
    assertEquals(30, between.length, "of samples, where these are fewer");
    double trace = 200 * InputSpectrum.meanVariance(InputSpectrum.centered(few));
    assertEquals(trace, Arrays.stream(between).sum(), 1e-6 * trace);
  }

  /** All inputs equal up to a factor: binary products are proportional. */
  @Test
  void oneDirection() {
    INDArray inputs = Draws.gaussian(8, 200, 1).mmul(Draws.gaussian(9, 1, 50));
    ProductStatistics found = measure(inputs, Draws.gaussian(10, 5, 50));
    assertEquals(1, Math.abs(found.medianR()), 1e-9);
    assertEquals(1, found.spectrum().top1(), 1e-9);
    assertEquals(1, found.spectrum().participation(), 1e-9);
    assertTrue(found.permutedR() < 0.9);
  }

  @Test
  void constantInputs() {
    ProductStatistics found =
        measure(Nd4j.ones(100, 20).castTo(DataType.DOUBLE), Draws.gaussian(10, 5, 20));
    assertEquals(5, found.constant());
    assertEquals(0, found.medianR());
    assertEquals(0, found.spectrum().top1());
    assertEquals(0, found.spectrum().nullR());
  }

  @Test
  void flipsBehindTheNormalization() {
    INDArray inputs = Draws.gaussian(1, 4000, 300).addi(0.5);
    WeightRows weights = Draws.binary(Draws.gaussian(2, 3, 300));
    double[] gamma = {1, 1, -2};
    double[] beta = {0, 100, 0};
    ProductStatistics found =
        new ProductSurvey(
                inputs, Optional.empty(), weights, Optional.of(new ChannelNorm(gamma, beta)))
            .measure(new SplittableRandom(1));
    // The second output is always positive; the others are signs of centered sums.
    double each = Math.acos(0.798) / Math.PI;
    assertEquals(2 * each / 3, found.flips().orElseThrow(), 0.01);
  }

  @Test
  void quantizedActivations() {
    INDArray real = Draws.gaussian(1, 4000, 300);
    INDArray signs = WeightRows.signs(real);
    ProductStatistics found =
        new ProductSurvey(
                signs,
                Optional.of(real),
                Draws.binary(Draws.gaussian(2, 20, 300)),
                Optional.empty())
            .measure(new SplittableRandom(1));
    assertEquals(0.798, found.activationR().orElseThrow(), 0.01);
    assertEquals(found.activationR().orElseThrow(), found.activationGrid().orElseThrow().r());
  }

  @Test
  void theSameSeedTheSameNumbers() {
    INDArray inputs = Draws.gaussian(1, 300, 40);
    INDArray weights = Draws.gaussian(2, 6, 40);
    assertEquals(measure(inputs, weights), measure(inputs, weights));
  }
}
