package org.bnn4j.layers.geometry;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures the products of one layer.
 *
 * @param inputs [rows, fanIn], DOUBLE, 'c' order
 * @param unquantized the same inputs before their quantization, if there is one
 * @param weights of the outputs to look at
 * @param norm the batch normalization that follows these, if there is one
 */
record ProductSurvey(
    INDArray inputs,
    Optional<INDArray> unquantized,
    WeightRows weights,
    Optional<ChannelNorm> norm) {

  /**
   * Measures.
   *
   * @param random shuffles the inputs of the control
   */
  ProductStatistics measure(SplittableRandom random) {
    Products before = Products.of(inputs, weights.continuous());
    Products after = Products.of(inputs, weights.quantized());
    Pearson all = before.correlate(after);
    Pearson[] each = before.correlateEach(after);
    double[] correlations =
        Arrays.stream(each).filter(one -> !one.isConstant()).mapToDouble(Pearson::r).toArray();
    InputSpectrum spectrum = spectrum(each);
    ProductGrid permuted = permuted(random);
    Optional<ProductGrid> activation =
        unquantized.map(real -> grid(Products.of(real, weights.quantized()), after));
    return new ProductStatistics(
        before.rows(),
        before.filters(),
        (long) before.filters() - correlations.length,
        all.r(),
        percentile(correlations, 50),
        percentile(correlations, 10),
        all.slope(),
        differentSigns(before, after),
        flips(before, after, each),
        permuted.r(),
        spectrum,
        activation.map(grid -> OptionalDouble.of(grid.r())).orElse(OptionalDouble.empty()),
        ProductGrid.of(before, after, all),
        permuted,
        activation);
  }

  private static ProductGrid grid(Products x, Products y) {
    return ProductGrid.of(x, y, x.correlate(y));
  }

  private static double percentile(double[] values, double percent) {
    return values.length == 0 ? 0 : StatUtils.percentile(values, percent);
  }

  private static double differentSigns(Products before, Products after) {
    long different = 0;
    for (int i = 0; i < before.values().length; i++) {
      different += before.values()[i] > 0 != after.values()[i] > 0 ? 1 : 0;
    }
    return (double) different / before.values().length;
  }

  private OptionalDouble flips(Products before, Products after, Pearson[] each) {
    if (norm.isEmpty()) {
      return OptionalDouble.empty();
    }
    long flips = 0;
    for (int i = 0; i < before.values().length; i++) {
      int filter = i % before.filters();
      Pearson own = each[filter];
      double sd = Math.sqrt(own.varianceX());
      boolean one = norm.get().positive(filter, before.values()[i], own.meanX(), sd);
      sd = Math.sqrt(own.varianceY());
      boolean other = norm.get().positive(filter, after.values()[i], own.meanY(), sd);
      flips += one == other ? 0 : 1;
    }
    return OptionalDouble.of((double) flips / before.values().length);
  }

  /** All values of all inputs change places. */
  private ProductGrid permuted(SplittableRandom random) {
    double[] values = inputs.data().asDouble();
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
    INDArray shuffled = Nd4j.createFromArray(values).reshape(inputs.shape());
    Products before = Products.of(shuffled, weights.continuous());
    Products after = Products.of(shuffled, weights.quantized());
    shuffled.close();
    return grid(before, after);
  }

  private InputSpectrum spectrum(Pearson[] each) {
    INDArray centered = InputSpectrum.centered(inputs);
    double[] eigenvalues = InputSpectrum.eigenvalues(centered);
    double meanVariance = InputSpectrum.meanVariance(centered);
    centered.close();
    double[] rho = new double[each.length];
    double[] expected = new double[each.length];
    int[] found = {0, 0};
    weights.forEach(
        (continuous, quantized) -> {
          Pearson own = each[found[1]++];
          double angle = AngleStatistics.degrees(continuous, quantized);
          if (!own.isConstant() && !Double.isNaN(angle)) {
            double length = Arrays.stream(continuous).map(w -> w * w).sum();
            rho[found[0]] = own.varianceX() / length / meanVariance;
            expected[found[0]] = InputSpectrum.nullR(angle, rho[found[0]]);
            found[0]++;
          }
        });
    return new InputSpectrum(
        InputSpectrum.share(eigenvalues, 1),
        InputSpectrum.share(eigenvalues, 5),
        InputSpectrum.participation(eigenvalues),
        percentile(Arrays.copyOf(rho, found[0]), 50),
        percentile(Arrays.copyOf(expected, found[0]), 50));
  }
}
