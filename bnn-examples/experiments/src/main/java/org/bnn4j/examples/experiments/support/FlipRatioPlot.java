package org.bnn4j.examples.experiments.support;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.bnn4j.layers.insight.LatentRow;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Flip ratios over a training, drawn as a PNG: a curve a layer, over epochs, or over updates where
 * there are several looks in an epoch. The ratio's axis is logarithmic; ratios of 0, which it does
 * not have, are drawn at its bottom, as its title says.
 */
public final class FlipRatioPlot {
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP
  };

  /** With more points than this the markers would hide each other. */
  private static final int MARKED_LOOKS = 60;

  private final String title;
  private final List<LatentRow> rows;

  /**
   * A plot of what was seen.
   *
   * @param title stands above the picture
   * @param rows those of a {@link org.bnn4j.layers.insight.FlipRatioListener}, in their order
   * @throws IllegalArgumentException if there are none
   */
  public FlipRatioPlot(String title, List<LatentRow> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("there are no flip ratios to draw");
    }
    this.title = title;
    this.rows = List.copyOf(rows);
  }

  /**
   * Draws {@link LearningCurve#WIDTH} x {@link LearningCurve#HEIGHT} pixels, and replaces the file
   * at once.
   *
   * @throws IOException if the file cannot be written
   */
  public void writePng(Path path) throws IOException {
    boolean byEpoch = onceAnEpoch();
    ToIntFunction<LatentRow> place = byEpoch ? LatentRow::epoch : LatentRow::iteration;
    CurveChart chart = new CurveChart(title, byEpoch ? "epoch" : "updates");
    double top = decade(Math::ceil, positive().max().orElse(1));
    double bottom = bottom(top);
    chart.style().setLegendPosition(LegendPosition.OutsideE);
    chart.style().setYAxisLogarithmic(true);
    chart.style().setYAxisMin(bottom);
    chart.style().setYAxisMax(top);
    String zero = zeros() ? String.format(Locale.ROOT, " (0 is drawn at %.0e)", bottom) : "";
    chart.axisTitle(0, "flip ratio" + zero);
    int layer = 0;
    for (Map.Entry<String, List<LatentRow>> entry : byLayer().entrySet()) {
      List<LatentRow> looks = entry.getValue();
      double[] x = looks.stream().mapToDouble(place::applyAsInt).toArray();
      double[] y = looks.stream().mapToDouble(row -> Math.max(bottom, row.flipRatio())).toArray();
      Color color = CurveChart.COLORS[layer % CurveChart.COLORS.length];
      Marker marker =
          looks.size() > MARKED_LOOKS
              ? SeriesMarkers.NONE
              : MARKERS[layer / CurveChart.COLORS.length % MARKERS.length];
      chart.curve(entry.getKey(), x, y, color, marker, 0);
      layer++;
    }
    chart.writePng(path);
  }

  private Map<String, List<LatentRow>> byLayer() {
    return rows.stream()
        .collect(Collectors.groupingBy(LatentRow::label, LinkedHashMap::new, Collectors.toList()));
  }

  private boolean onceAnEpoch() {
    return rows.stream().map(row -> row.label() + " " + row.epoch()).distinct().count()
        == rows.size();
  }

  private DoubleStream positive() {
    return rows.stream().mapToDouble(LatentRow::flipRatio).filter(ratio -> ratio > 0);
  }

  private boolean zeros() {
    return positive().count() < rows.size();
  }

  /** A power of ten below all ratios, where ratios of 0 have the last decade to themselves. */
  private double bottom(double top) {
    double smallest = decade(Math::floor, positive().min().orElse(top));
    return zeros() || smallest == top ? smallest / 10 : smallest;
  }

  private static double decade(DoubleUnaryOperator rounding, double ratio) {
    return Math.pow(10, rounding.applyAsDouble(Math.log10(ratio)));
  }
}
