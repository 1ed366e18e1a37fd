package org.bnn4j.layers.internal.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bnn4j.layers.geometry.Histogram;

/** A plot with two axes, 360 units wide: as wide as a phone's page. */
final class Chart {
  static final double WIDTH = 360;
  static final double HEIGHT = 242;
  static final double LEFT = 48;
  static final double RIGHT = 342;
  static final double TOP = 30;
  static final double BOTTOM = 206;

  /** Points of a curve. */
  private static final int STEPS = 160;

  private final String title;
  private final Scale x;
  private final Scale y;
  private final Markup marks = new Markup();
  private final List<String> legend = new ArrayList<>();
  private final String axes;

  /**
   * An empty plot.
   *
   * @param title what it shows, also for those who cannot see it
   */
  Chart(String title, String xLabel, String yLabel, Scale x, Scale y) {
    this.title = title;
    this.x = x;
    this.y = y;
    Markup markup = new Markup();
    for (Scale.Tick tick : x.ticks()) {
      double at = x.at(tick.value());
      markup.add("<path class='grid' d='M%.1f %.1fV%.1f'/>", at, TOP, BOTTOM);
      markup.add(
          "<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>", at, BOTTOM + 15, tick.label());
    }
    for (Scale.Tick tick : y.ticks()) {
      double at = y.at(tick.value());
      markup.add("<path class='grid' d='M%.1f %.1fH%.1f'/>", LEFT, at, RIGHT);
      markup.add(
          "<text x='%.1f' y='%.1f' text-anchor='end'>%s</text>", LEFT - 5, at + 4, tick.label());
    }
    markup.add(
        "<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>",
        (LEFT + RIGHT) / 2, BOTTOM + 31, Markup.escaped(xLabel));
    markup.add(
        "<text transform='translate(11 %.1f) rotate(-90)' text-anchor='middle'>%s</text>",
        (TOP + BOTTOM) / 2, Markup.escaped(yLabel));
    axes = markup.toString();
  }

  /** The horizontal axis of a plot. */
  static Scale across(double from, double to) {
    return Scale.linear(from, to, LEFT, RIGHT);
  }

  /** The vertical axis of a plot. */
  static Scale up(double from, double to) {
    return Scale.linear(from, to, BOTTOM, TOP);
  }

  /** Adds the densities of a histogram as an area. */
  Chart area(String name, String kind, Histogram histogram) {
    Markup path = new Markup().add("M%.1f %.1f", clampX(histogram.from()), y.at(0));
    for (int i = 0; i < histogram.counts().size(); i++) {
      path.add("V%.1f", clampY(histogram.density(i)));
      path.add("H%.1f", clampX(histogram.from() + (i + 1) * histogram.width()));
    }
    marks.add("<path class='area %s' d='%sV%.1fZ'/>", kind, path, y.at(0));
    return named(name, kind);
  }

  /** Adds a function as a curve. */
  Chart curve(String name, String kind, DoubleUnaryOperator function) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double value = x.from() + (x.to() - x.from()) * i / STEPS;
      double argument = x.logarithmic() ? Math.pow(10, value) : value;
      points.add(new double[] {argument, function.applyAsDouble(argument)});
    }
    return line(name, kind, points);
  }

  /** Adds points joined by a line. */
  Chart line(String name, String kind, List<double[]> points) {
    Markup path = new Markup();
    String command = "M";
    for (double[] point : points) {
      path.add(command + "%.1f %.1f", clampX(point[0]), clampY(point[1]));
      command = "L";
    }
    marks.add("<path class='line %s' d='%s'/>", kind, path);
    return named(name, kind);
  }

  /** Adds a vertical line. */
  Chart at(String name, String kind, double value) {
    marks.add("<path class='line %s' d='M%.1f %.1fV%.1f'/>", kind, clampX(value), TOP, BOTTOM);
    return named(name, kind);
  }

  /** Adds a point with a short label. */
  Chart point(String kind, double px, double py, String label, double labelY) {
    marks.add("<circle class='%s' cx='%.1f' cy='%.1f' r='3.5'/>", kind, clampX(px), clampY(py));
    marks.add(
        "<text x='%.1f' y='%.1f'>%s</text>", clampX(px) + 6, labelY + 4, Markup.escaped(label));
    return this;
  }

  /** Adds markup within the axes. */
  Chart marks(String markup) {
    marks.add("%s", markup);
    return this;
  }

  private Chart named(String name, String kind) {
    if (!name.isEmpty()) {
      legend.add("<span class='key " + kind + "'></span>" + Markup.escaped(name));
    }
    return this;
  }

  private double clampX(double value) {
    return Math.max(LEFT, Math.min(RIGHT, x.at(value)));
  }

  double clampY(double value) {
    return Math.max(TOP, Math.min(BOTTOM, y.at(value)));
  }

  /** The plot with its title and legend. */
  String figure() {
    String described = Markup.escaped(title);
    Markup figure = new Markup();
    figure.add("<figure><figcaption>%s</figcaption>", described);
    figure.add(
        "<svg viewBox='0 %.0f %.0f %.0f' role='img' aria-label='%s'>",
        TOP - 12, WIDTH, HEIGHT - TOP + 12, described);
    figure.add("%s%s</svg>", axes, marks);
    if (!legend.isEmpty()) {
      figure.add("<p class='legend'>%s</p>", String.join(" ", legend));
    }
    return figure.add("</figure>\n").toString();
  }
}
