package org.bnn4j.layers.internal.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bnn4j.layers.geometry.AngleStatistics;
import org.bnn4j.layers.geometry.AngleTheory;
import org.bnn4j.layers.geometry.LayerGeometry;

/** The spread of each layer's angles by its fan-in: of random weights it falls as n^-1/2. */
final class SpreadChart {

  /** The least distance of two labels, one below the other. */
  private static final double LINE = 12;

  /** Labels this near to each other side by side must not be at the same height. */
  private static final double NEAR = 30;

  private SpreadChart() {}

  /** A layer's point, and the height of its label. */
  private static final class Point {
    private final LayerGeometry layer;
    private final double spread;
    private double x;
    private double labelY;

    Point(LayerGeometry layer, AngleStatistics angles) {
      this.layer = layer;
      this.spread = angles.sd();
    }
  }

  static String figure(List<LayerGeometry> layers) {
    List<Point> points = new ArrayList<>();
    for (LayerGeometry layer : layers) {
      layer
          .angles()
          .filter(angles -> angles.sd() > 0)
          .ifPresent(angles -> points.add(new Point(layer, angles)));
    }
    if (points.isEmpty()) {
      return "";
    }
    double least = points.stream().mapToLong(point -> point.layer.fanIn()).min().orElseThrow();
    double most = points.stream().mapToLong(point -> point.layer.fanIn()).max().orElseThrow();
    double low = points.stream().mapToDouble(point -> point.spread).min().orElseThrow();
    double high = points.stream().mapToDouble(point -> point.spread).max().orElseThrow();
    Scale x = Scale.logarithmic(least, most + 1, Chart.LEFT, Chart.RIGHT);
    Scale y =
        Scale.logarithmic(
            Math.min(low, AngleTheory.SPREAD / Math.sqrt(most)),
            Math.max(high, AngleTheory.SPREAD / Math.sqrt(least)),
            Chart.BOTTOM,
            Chart.TOP);
    Chart chart =
        new Chart("Spread of angles by fan-in", "fan-in", "standard deviation, degrees", x, y)
            .curve("random binary weights", "second", n -> AngleTheory.SPREAD / Math.sqrt(n));
    for (Point point : points) {
      point.x = x.at(point.layer.fanIn());
      point.labelY = chart.clampY(point.spread);
    }
    spreadOut(points);
    for (Point point : points) {
      String label = String.valueOf(point.layer.index());
      chart.point("first", point.layer.fanIn(), point.spread, label, point.labelY);
    }
    return chart.figure();
  }

  /** Moves labels down until none lies on another. */
  private static void spreadOut(List<Point> points) {
    List<Point> placed = new ArrayList<>();
    List<Point> fromTop = new ArrayList<>(points);
    fromTop.sort(Comparator.comparingDouble(point -> point.labelY));
    for (Point point : fromTop) {
      for (Point other : placed) {
        if (Math.abs(other.x - point.x) < NEAR && point.labelY < other.labelY + LINE) {
          point.labelY = other.labelY + LINE;
        }
      }
      placed.add(point);
    }
  }
}
