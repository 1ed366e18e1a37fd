package org.bnn4j.layers.internal.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bnn4j.layers.geometry.TrackedLayer;

/** Angles and correlations by epoch, as one page of HTML that needs nothing else. */
public final class TrackPage {

  /** How many layers are told apart by colour; further ones begin again. */
  private static final int COLOURS = 8;

  private TrackPage() {}

  /** Returns the page. */
  public static String of(List<TrackedLayer> rows) {
    Map<String, List<TrackedLayer>> layers = new LinkedHashMap<>();
    for (TrackedLayer row : rows) {
      String name = row.parameter().equals("W") ? row.layer() : row.layer() + " " + row.parameter();
      layers.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
    }
    int last = rows.stream().mapToInt(TrackedLayer::epoch).max().orElse(1);
    double widest = rows.stream().mapToDouble(TrackedLayer::angle).max().orElse(0);
    Markup page = Pages.begin("Geometry of a network in training");
    page.add("<div class='figures'>\n");
    page.add(
        "%s",
        chart(
            "Mean angle of the weights",
            "degrees",
            Math.max(45, widest),
            last,
            layers,
            TrackedLayer::angle));
    page.add("%s", chart("Correlation of products", "r", 1, last, layers, TrackedLayer::r));
    return Pages.end(page.add("</div>\n"));
  }

  private static String chart(
      String title,
      String yLabel,
      double top,
      int last,
      Map<String, List<TrackedLayer>> layers,
      ToDoubleFunction<TrackedLayer> number) {
    Chart chart = new Chart(title, "epoch", yLabel, Chart.across(0, last), Chart.up(0, top));
    int next = 0;
    for (Map.Entry<String, List<TrackedLayer>> layer : layers.entrySet()) {
      List<double[]> points =
          layer.getValue().stream()
              .map(row -> new double[] {row.epoch(), number.applyAsDouble(row)})
              .toList();
      chart.line(layer.getKey(), "c" + next % COLOURS, points);
      next++;
    }
    return chart.figure();
  }
}
