package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;

/**
 * How often pairs of products fall into the cells of a grid, with the line through them. What lies
 * outside counts in the cells at the border.
 *
 * @param x range of the first of the two: it goes from its mean less this to its mean plus this
 * @param y range of the second
 * @param meanX mean of the first
 * @param meanY mean of the second
 * @param slope of the line through both means
 * @param r correlation
 * @param counts by row, of the lowest y first, each from the lowest x
 */
public record ProductGrid(
    double x,
    double y,
    double meanX,
    double meanY,
    double slope,
    double r,
    List<List<Long>> counts) {

  /** Cells along each side. */
  public static final int CELLS = 50;

  /** Standard deviations on each side of the mean. */
  private static final double RANGE = 3.5;

  public ProductGrid {
    counts = counts.stream().map(List::copyOf).toList();
  }

  /**
   * A grid of all pairs.
   *
   * @param pairs their correlation
   */
  static ProductGrid of(Products x, Products y, Pearson pairs) {
    double rangeX = range(pairs.varianceX());
    double rangeY = range(pairs.varianceY());
    long[][] cells = new long[CELLS][CELLS];
    for (int i = 0; i < x.values().length; i++) {
      int column = cell(x.values()[i] - pairs.meanX(), rangeX);
      int row = cell(y.values()[i] - pairs.meanY(), rangeY);
      cells[row][column]++;
    }
    List<List<Long>> counts = new ArrayList<>();
    for (long[] row : cells) {
      List<Long> list = new ArrayList<>();
      for (long count : row) {
        list.add(count);
      }
      counts.add(list);
    }
    return new ProductGrid(
        rangeX, rangeY, pairs.meanX(), pairs.meanY(), pairs.slope(), pairs.r(), counts);
  }

  private static double range(double variance) {
    return variance > 0 ? RANGE * Math.sqrt(variance) : 1;
  }

  private static int cell(double value, double range) {
    double place = (value + range) / (2 * range) * CELLS;
    return (int) Math.max(0, Math.min(CELLS - 1, Math.floor(place)));
  }
}
