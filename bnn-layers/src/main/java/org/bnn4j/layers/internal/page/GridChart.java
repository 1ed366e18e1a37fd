package org.bnn4j.layers.internal.page;

import java.util.List;
import org.bnn4j.layers.geometry.ProductGrid;

/** A grid of products, darker the more pairs fall into a cell, on a logarithmic scale. */
final class GridChart {
  private static final int SHADES = 8;

  private GridChart() {}

  static String figure(String title, String xLabel, String yLabel, ProductGrid grid) {
    Scale x = Chart.across(grid.meanX() - grid.x(), grid.meanX() + grid.x());
    Scale y = Chart.up(grid.meanY() - grid.y(), grid.meanY() + grid.y());
    return new Chart(title, xLabel, yLabel, x, y)
        .marks(cells(grid))
        .line(
            "least squares",
            "second",
            List.of(onLine(grid, grid.meanX() - grid.x()), onLine(grid, grid.meanX() + grid.x())))
        .figure();
  }

  /** Where the line through the means is at x, or where it leaves the plot. */
  private static double[] onLine(ProductGrid grid, double x) {
    double rise = grid.slope() * (x - grid.meanX());
    if (Math.abs(rise) > grid.y()) {
      double shorter = Math.signum(rise) * grid.y();
      return new double[] {grid.meanX() + shorter / grid.slope(), grid.meanY() + shorter};
    }
    return new double[] {x, grid.meanY() + rise};
  }

  /** One path for each shade: a run of equal cells in a row is one rectangle. */
  private static String cells(ProductGrid grid) {
    int size = ProductGrid.CELLS;
    long most =
        grid.counts().stream().flatMap(List::stream).mapToLong(Long::longValue).max().orElse(1);
    Markup[] shades = new Markup[SHADES + 1];
    for (int shade = 1; shade <= SHADES; shade++) {
      shades[shade] = new Markup();
    }
    for (int row = 0; row < size; row++) {
      List<Long> counts = grid.counts().get(row);
      int start = 0;
      for (int column = 1; column <= size; column++) {
        int shade = shade(counts.get(start), most);
        if (column == size || shade(counts.get(column), most) != shade) {
          if (shade > 0) {
            int width = column - start;
            shades[shade].add("M%d %dh%dv1h-%dz", start, size - 1 - row, width, width);
          }
          start = column;
        }
      }
    }
    Markup markup = new Markup();
    markup.add(
        "<g class='cells' transform='translate(%.1f %.1f) scale(%.4f %.4f)'>",
        Chart.LEFT,
        Chart.TOP,
        (Chart.RIGHT - Chart.LEFT) / size,
        (Chart.BOTTOM - Chart.TOP) / size);
    for (int shade = 1; shade <= SHADES; shade++) {
      markup.add("<path fill-opacity='%.2f' d='%s'/>", 0.1 + 0.9 * shade / SHADES, shades[shade]);
    }
    return markup.add("</g>").toString();
  }

  private static int shade(long count, long most) {
    return count == 0
        ? 0
        : 1 + (int) Math.min(SHADES - 1, SHADES * Math.log(count) / Math.log(most + 1.0));
  }
}
