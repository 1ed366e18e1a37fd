package org.bnn4j.layers.internal.page;

import java.util.List;

/** Horizontal bars, some for each layer. */
final class Bars {
  private static final double LEFT = 112;
  private static final double BAR = 8;
  private static final double GAP = 8;
  private static final int LONGEST_NAME = 16;

  /**
   * The bars of one layer.
   *
   * @param name the layer
   * @param lengths 0 to 1 each; NaN for none
   */
  record Row(String name, List<Double> lengths) {}

  private Bars() {}

  /**
   * A plot of bars.
   *
   * @param names what the first, second, ... bar of each layer is
   * @param kinds their styles
   */
  static String figure(String title, List<String> names, List<String> kinds, List<Row> rows) {
    double height = rows.size() * (names.size() * BAR + GAP);
    Scale x = Scale.linear(0, 1, LEFT, Chart.RIGHT);
    Markup svg = new Markup();
    for (Scale.Tick tick : x.ticks()) {
      double at = x.at(tick.value());
      svg.add("<path class='grid' d='M%.1f 0V%.1f'/>", at, height);
      svg.add(
          "<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>", at, height + 14, tick.label());
    }
    double top = GAP / 2;
    for (Row row : rows) {
      double middle = top + names.size() * BAR / 2;
      svg.add(
          "<text x='%.1f' y='%.1f' text-anchor='end'><title>%s</title>%s</text>",
          LEFT - 6, middle + 4, Markup.escaped(row.name()), Markup.escaped(shortened(row.name())));
      for (int i = 0; i < names.size(); i++) {
        double length = row.lengths().get(i);
        if (!Double.isNaN(length)) {
          double end = x.at(Math.max(0, Math.min(1, length)));
          svg.add(
              "<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'><title>%s %.3f</title></rect>",
              kinds.get(i), LEFT, top + i * BAR, end - LEFT, BAR - 1, names.get(i), length);
        }
      }
      top += names.size() * BAR + GAP;
    }
    Markup figure = new Markup();
    String described = Markup.escaped(title);
    figure.add("<figure><figcaption>%s</figcaption>", described);
    figure.add(
        "<svg viewBox='0 0 %.0f %.0f' role='img' aria-label='%s'>%s</svg><p class='legend'>",
        Chart.WIDTH, height + 20, described, svg);
    for (int i = 0; i < names.size(); i++) {
      figure.add("<span class='key %s'></span>%s ", kinds.get(i), Markup.escaped(names.get(i)));
    }
    return figure.add("</p></figure>\n").toString();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
