package org.bnn4j.layers.geometry;

/**
 * Correlation of pairs as they come, by the updating formula of Welford (Note on a Method for
 * Calculating Corrected Sums of Squares and Products, 1962), which does not cancel.
 */
final class Pearson {

  /** Sums of squares below this share of what the values' own size makes are rounding. */
  private static final double ROUNDING = 1e-24;

  private long count;
  private double meanX;
  private double meanY;
  private double squaresX;
  private double squaresY;
  private double products;

  void add(double x, double y) {
    count++;
    double dx = x - meanX;
    double dy = y - meanY;
    meanX += dx / count;
    meanY += dy / count;
    squaresX += dx * (x - meanX);
    squaresY += dy * (y - meanY);
    products += dx * (y - meanY);
  }

  double meanX() {
    return meanX;
  }

  double meanY() {
    return meanY;
  }

  double varianceX() {
    return squaresX / count;
  }

  double varianceY() {
    return squaresY / count;
  }

  /** Whether one of the two never changes, so that there is no correlation. */
  boolean isConstant() {
    return !(squaresX > ROUNDING * count * meanX * meanX)
        || !(squaresY > ROUNDING * count * meanY * meanY);
  }

  /** The correlation, -1 to 1; 0 if one of the two is constant. */
  double r() {
    if (isConstant()) {
      return 0;
    }
    double r = products / Math.sqrt(squaresX) / Math.sqrt(squaresY);
    return Math.max(-1, Math.min(1, r));
  }

  /** The slope of the line y = slope x + c with the least squared error; 0 for a constant x. */
  double slope() {
    return isConstant() ? 0 : products / squaresX;
  }
}
