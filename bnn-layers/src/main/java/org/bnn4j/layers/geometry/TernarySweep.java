package org.bnn4j.layers.geometry;

import java.util.List;

/**
 * What ternary weights with a threshold would be: {@code T(w) = sign(w) if |w| > t, else 0}.
 *
 * @param points by threshold, in ascending order
 * @param best the threshold of each output that makes its own angle smallest, on average
 */
public record TernarySweep(List<Point> points, Point best) {

  public TernarySweep {
    points = List.copyOf(points);
  }

  /**
   * A threshold.
   *
   * @param tau the threshold over the root mean square of the weights
   * @param zeros share of weights that become 0
   * @param angle mean angle to the weights, degrees, over outputs that keep a weight
   * @param r correlation of the products, over all pairs; 0 where no output keeps a weight, and in
   *     {@link TernarySweep#best}
   */
  public record Point(double tau, double zeros, double angle, double r) {}
}
