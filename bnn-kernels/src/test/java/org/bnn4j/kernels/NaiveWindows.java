package org.bnn4j.kernels;

import java.util.Arrays;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;

/** Convolutions and poolings, tap by tap. */
final class NaiveWindows {
  private final Window window;
  private final Shape map;
  private final Shape output;

  NaiveWindows(Window window, Shape map, Shape output) {
    this.window = window;
    this.map = map;
    this.output = output;
  }

  /** What is done with one tap of one window. */
  private interface Tap {
    /**
     * Takes a tap.
     *
     * @param pixel the output pixel
     * @param tap the number of the tap
     * @param source the input pixel, or -1 for padding
     */
    void take(int pixel, int tap, int source);
  }

  private void forEach(Tap tap) {
    for (int pixel = 0; pixel < output.pixels(); pixel++) {
      for (int i = 0; i < window.height() * window.width(); i++) {
        int ky = i / window.width();
        int kx = i % window.width();
        int y = pixel / output.width() * window.strideY() + ky * window.dilationY() - window.top();
        int x = pixel % output.width() * window.strideX() + kx * window.dilationX() - window.left();
        boolean inside = 0 <= y && y < map.height() && 0 <= x && x < map.width();
        tap.take(pixel, i, inside ? y * map.width() + x : -1);
      }
    }
  }

  double[] conv(double[] x, double[][] weights, InputMap input, boolean sizes) {
    double[] z = new double[output.size()];
    forEach(
        (pixel, tap, source) -> {
          for (int c = 0; c < map.channels(); c++) {
            double value = value(x, source, c, input, sizes);
            for (int out = 0; out < output.channels(); out++) {
              z[pixel * output.channels() + out] += weights[out][tap * map.channels() + c] * value;
            }
          }
        });
    return z;
  }

  double[] depthwise(double[] x, double[][] weights, InputMap input, boolean sizes) {
    double[] z = new double[output.size()];
    int multiplier = output.channels() / map.channels();
    forEach(
        (pixel, tap, source) -> {
          for (int out = 0; out < output.channels(); out++) {
            double value = value(x, source, out / multiplier, input, sizes);
            z[pixel * output.channels() + out] += weights[out][tap] * value;
          }
        });
    return z;
  }

  private double value(double[] x, int source, int c, InputMap input, boolean sizes) {
    double value =
        source < 0
            ? input.padding()
            : input.scale() * x[source * map.channels() + c] - input.offset();
    return sizes ? Math.abs(value) : value;
  }

  double[] pool(double[] x, Pool.Kind kind) {
    double[] z = new double[output.size()];
    int[] counts = new int[output.pixels()];
    Arrays.fill(z, kind == Pool.Kind.MAX ? Double.NEGATIVE_INFINITY : 0);
    forEach(
        (pixel, tap, source) -> {
          if (source >= 0) {
            counts[pixel]++;
            for (int c = 0; c < map.channels(); c++) {
              int at = pixel * map.channels() + c;
              double value = x[source * map.channels() + c];
              z[at] = kind == Pool.Kind.MAX ? Math.max(z[at], value) : z[at] + value;
            }
          }
        });
    for (int i = 0; i < z.length && kind == Pool.Kind.MEAN; i++) {
      z[i] /= counts[i / map.channels()];
    }
    return z;
  }
}
