package org.bnn4j.examples.experiments.support;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;

/** A picture of curves over a training, in the style of all experiments. No display is needed. */
final class CurveChart {
  static final int WIDTH = 960;
  static final int HEIGHT = 600;

  /** For what stands beside the coloured curves. */
  static final Color GREY = new Color(0x555555);

  /** Okabe and Ito's colours, distinct to colour-blind readers too. */
  static final Color[] COLORS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9)
  };

  private final XYChart chart;

  CurveChart(String title, String xAxis) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xAxis).build();
    style().setChartBackgroundColor(Color.WHITE);
    style().setXAxisDecimalPattern("0");
  }

  XYStyler style() {
    return chart.getStyler();
  }

  void axisTitle(int axis, String title) {
    chart.setYAxisGroupTitle(axis, title);
  }

  void curve(String name, double[] x, double[] y, Color color, Marker marker, int axis) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setYAxisGroup(axis);
    series.setLineColor(color);
    series.setMarker(marker);
    series.setMarkerColor(color);
  }

  /** Draws everything and replaces the file at once. */
  void writePng(Path path) throws IOException {
    WholeFile.write(path, BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG));
  }
}
