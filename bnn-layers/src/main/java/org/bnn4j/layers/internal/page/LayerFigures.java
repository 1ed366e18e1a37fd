package org.bnn4j.layers.internal.page;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.bnn4j.layers.geometry.AngleStatistics;
import org.bnn4j.layers.geometry.AngleTheory;
import org.bnn4j.layers.geometry.Histogram;
import org.bnn4j.layers.geometry.LatentStatistics;
import org.bnn4j.layers.geometry.LayerGeometry;
import org.bnn4j.layers.geometry.ProductStatistics;
import org.bnn4j.layers.geometry.TernarySweep;

/** The plots of one layer. */
final class LayerFigures {
  private static final String ANGLES = "Angles between weights before and after quantization";

  private LayerFigures() {}

  static String of(LayerGeometry layer) {
    StringBuilder figures = new StringBuilder();
    layer.angles().ifPresent(angles -> figures.append(angles(ANGLES, angles)));
    figures.append(latents(layer.latents()));
    layer.products().ifPresent(products -> figures.append(grids(products)));
    figures.append(ternaryAngles(layer.ternary()));
    figures.append(ternaryShares(layer));
    return figures.toString();
  }

  private static double highest(Histogram histogram) {
    double most = 0;
    for (int i = 0; i < histogram.counts().size(); i++) {
      most = Math.max(most, histogram.density(i));
    }
    return most;
  }

  static String angles(String title, AngleStatistics angles) {
    AngleTheory theory = angles.theory();
    boolean curve = theory.sd() > 0;
    double low = Math.min(angles.histogram().from(), theory.mean() - 4 * theory.sd());
    double high = Math.max(angles.histogram().to(), theory.mean() + 4 * theory.sd());
    DoubleUnaryOperator density =
        curve ? new NormalDistribution(null, theory.mean(), theory.sd())::density : x -> 0;
    double top = Math.max(highest(angles.histogram()), density.applyAsDouble(theory.mean()));
    double room = Math.max(0.5, (high - low) * 0.05);
    Chart chart =
        new Chart(
                title,
                "degrees",
                "density",
                Chart.across(Math.max(0, low - room), high + room),
                Chart.up(0, top * 1.05))
            .area("outputs", "first", angles.histogram());
    return (curve
            ? chart.curve("random weights", "second", density)
            : chart.at("random weights", "second", theory.mean()))
        .figure();
  }

  private static String latents(LatentStatistics latents) {
    Histogram histogram = latents.histogram();
    double top = highest(histogram);
    return new Chart(
            "Weights before quantization",
            "weight",
            "density",
            Chart.across(histogram.from(), histogram.to()),
            Chart.up(0, top > 0 ? top * 1.05 : 1))
        .area("weights", "first", histogram)
        .at("threshold of the sign", "second", 0)
        .figure();
  }

  private static String grids(ProductStatistics products) {
    String before = "product with weights before";
    String after = "product with weights after";
    StringBuilder grids = new StringBuilder();
    grids.append(
        GridChart.figure(
            titled("Products before and after quantization", products.r()),
            before,
            after,
            products.grid()));
    grids.append(
        GridChart.figure(
            titled("The same of shuffled inputs", products.permutedR()),
            before,
            after,
            products.permutedGrid()));
    products
        .activationGrid()
        .ifPresent(
            grid ->
                grids.append(
                    GridChart.figure(
                        titled("Quantization of activations", grid.r()),
                        "product with inputs before",
                        "product with inputs after",
                        grid)));
    return grids.toString();
  }

  private static String titled(String title, double r) {
    return String.format(Locale.ROOT, "%s, r = %.2f", title, r);
  }

  private static List<double[]> points(
      TernarySweep sweep, ToDoubleFunction<TernarySweep.Point> number) {
    return sweep.points().stream()
        .map(point -> new double[] {point.tau(), number.applyAsDouble(point)})
        .toList();
  }

  private static String ternaryAngles(TernarySweep sweep) {
    return new Chart(
            "Ternary weights: angle by threshold",
            "threshold over rms of the weights",
            "degrees",
            Chart.across(0, 2),
            Chart.up(0, 90))
        .line("this layer", "first", points(sweep, TernarySweep.Point::angle))
        .curve("random weights", "second", AngleTheory::ternaryLimit)
        .at("best of each output, mean", "third", sweep.best().tau())
        .figure();
  }

  private static String ternaryShares(LayerGeometry layer) {
    Chart chart =
        new Chart(
                "Ternary weights: zeros and correlation by threshold",
                "threshold over rms of the weights",
                "share, r",
                Chart.across(0, 2),
                Chart.up(0, 1))
            .line("zeros", "first", points(layer.ternary(), TernarySweep.Point::zeros));
    if (layer.products().isPresent()) {
      chart.line("r of products", "third", points(layer.ternary(), TernarySweep.Point::r));
    }
    return chart.figure();
  }
}
