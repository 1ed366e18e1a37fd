package org.bnn4j.layers.internal.page;

import java.util.List;
import java.util.Locale;
import org.bnn4j.layers.geometry.GeometryReport;
import org.bnn4j.layers.geometry.RandomVectors;

/**
 * The pictures of Anderson and Berg 2018 on one page: random vectors, rotations, and a network's
 * layers.
 */
public final class PaperPage {
  private PaperPage() {}

  /**
   * Returns the page.
   *
   * @param angles of random vectors
   * @param exponential of vectors with an exponential covariance
   * @param network a trained network's report
   */
  public static String of(
      List<RandomVectors.Angles> angles,
      List<RandomVectors.Exponential> exponential,
      GeometryReport network) {
    Markup page = Pages.begin("The geometry of binary networks, reproduced");
    page.add(
        "<p>After A. G. Anderson and C. P. Berg, <i>The High-Dimensional Geometry of Binary Neural Networks</i>, ICLR 2018.</p>\n");
    page.add("<h2>Random vectors</h2>\n");
    page.add(
        "<p>The angle between a random vector and its signs comes to 37 degrees as the dimension grows, and varies less and less, while two random vectors are at 90 degrees: binarization keeps directions.</p>\n");
    page.add("<div class='figures'>\n");
    for (RandomVectors.Angles one : angles) {
      String title =
          String.format(
              Locale.ROOT,
              "%d dimensions: %.1f ± %.1f degrees",
              one.size(),
              one.angles().mean(),
              one.angles().sd());
      page.add("%s", LayerFigures.angles(title, one.angles()));
    }
    page.add("</div>\n<h2>Correlated inputs</h2>\n");
    page.add(
        "<p>Where a few components hold most of the length, signs point elsewhere. A random rotation brings the angle back to 37 degrees: the generalized binarization transformation.</p>\n");
    page.add("<div class='figures'>\n%s</div>\n", rotation(exponential));
    page.add("<h2>A trained network</h2>\n");
    return Pages.end(ReportPage.body(network, page));
  }

  private static String rotation(List<RandomVectors.Exponential> points) {
    int most = points.stream().mapToInt(RandomVectors.Exponential::size).max().orElse(1);
    return new Chart(
            "Vectors of exponential covariance",
            "dimensions",
            "degrees",
            Chart.across(0, most),
            Chart.up(0, 90))
        .line(
            "as they are",
            "second",
            points.stream().map(p -> new double[] {p.size(), p.angle()}).toList())
        .line(
            "rotated",
            "first",
            points.stream().map(p -> new double[] {p.size(), p.rotated()}).toList())
        .figure();
  }
}
