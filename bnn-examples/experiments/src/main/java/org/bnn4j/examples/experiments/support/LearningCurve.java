package org.bnn4j.examples.experiments.support;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Loss and accuracies over the epochs of a training, drawn as a PNG: loss on the left axis,
 * accuracies in percent on the right one. No display is needed.
 */
public final class LearningCurve {
  /** Width of the picture in pixels. */
  public static final int WIDTH = CurveChart.WIDTH;

  /** Height of the picture in pixels. */
  public static final int HEIGHT = CurveChart.HEIGHT;

  private static final String LOSS = "training loss";
  private static final int LOSS_AXIS = 0;
  private static final int ACCURACY_AXIS = 1;

  private record Point(int epoch, double value) {}

  private final String title;
  private final List<Point> losses = new ArrayList<>();
  private final Map<String, List<Point>> accuracies = new LinkedHashMap<>();

  /** An empty curve; the title stands above the picture. */
  public LearningCurve(String title) {
    this.title = title;
  }

  /**
   * Adds the mean training loss of an epoch.
   *
   * @param epoch counted from 1, more than that of the last call
   * @param loss finite; a training that diverged has no point to draw
   */
  public void loss(int epoch, double loss) {
    add(losses, LOSS, epoch, loss);
  }

  /**
   * Adds an accuracy measured after an epoch; epochs may be left out.
   *
   * @param name what the accuracy is of, as the legend shows it
   * @param epoch counted from 1, more than that of the last call with this name
   * @param accuracy 0 to 1
   */
  public void accuracy(String name, int epoch, double accuracy) {
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(name + " must be 0 to 1, got " + accuracy);
    }
    add(accuracies.computeIfAbsent(name, n -> new ArrayList<>()), name, epoch, 100 * accuracy);
  }

  private static void add(List<Point> points, String name, int epoch, double value) {
    int last = points.isEmpty() ? 0 : points.get(points.size() - 1).epoch();
    if (epoch <= last) {
      throw new IllegalArgumentException(name + ": epoch " + epoch + " comes after " + last);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " of epoch " + epoch + " is " + value);
    }
    points.add(new Point(epoch, value));
  }

  /**
   * Draws what was added so far, {@link #WIDTH} x {@link #HEIGHT} pixels, and replaces the file at
   * once.
   *
   * @throws IllegalStateException if nothing was added
   * @throws IOException if the file cannot be written
   */
  public void writePng(Path path) throws IOException {
    if (losses.isEmpty() && accuracies.isEmpty()) {
      throw new IllegalStateException("no epoch was added to the learning curve");
    }
    chart().writePng(path);
  }

  private CurveChart chart() {
    CurveChart chart = new CurveChart(title, "epoch");
    chart.style().setLegendPosition(LegendPosition.OutsideS);
    chart.style().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.style().setYAxisGroupPosition(ACCURACY_AXIS, Styler.YAxisPosition.Right);
    if (!losses.isEmpty()) {
      draw(chart, LOSS, losses, CurveChart.GREY, LOSS_AXIS);
      chart.axisTitle(LOSS_AXIS, LOSS);
    }
    int color = 0;
    for (Map.Entry<String, List<Point>> entry : accuracies.entrySet()) {
      Color next = CurveChart.COLORS[color++ % CurveChart.COLORS.length];
      draw(chart, entry.getKey(), entry.getValue(), next, ACCURACY_AXIS);
      chart.axisTitle(ACCURACY_AXIS, "accuracy, %");
    }
    return chart;
  }

  private static void draw(
      CurveChart chart, String name, List<Point> points, Color color, int axis) {
    double[] epochs = points.stream().mapToDouble(Point::epoch).toArray();
    double[] values = points.stream().mapToDouble(Point::value).toArray();
    chart.curve(name, epochs, values, color, SeriesMarkers.CIRCLE, axis);
  }
}
