package org.bnn4j.layers.internal.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values are on an axis.
 *
 * @param from value at the beginning
 * @param to value at the end, above {@code from}
 * @param start place of the beginning
 * @param end place of the end
 * @param logarithmic whether values are powers of ten; ticks are then at whole ones
 */
record Scale(double from, double to, double start, double end, boolean logarithmic) {

  /** Ticks that an axis should have, about. */
  private static final int TICKS = 5;

  /** An axis of numbers; one without extent is given some. */
  static Scale linear(double from, double to, double start, double end) {
    double room = to > from ? 0 : Math.max(1, Math.abs(from)) / 2;
    return new Scale(from - room, to + room, start, end, false);
  }

  /** An axis of the decimal logarithms of positive numbers. */
  static Scale logarithmic(double from, double to, double start, double end) {
    double low = Math.floor(Math.log10(from));
    double high = Math.max(low + 1, Math.ceil(Math.log10(to)));
    return new Scale(low, high, start, end, true);
  }

  /** The place of a value. */
  double at(double value) {
    double number = logarithmic ? Math.log10(value) : value;
    return start + (number - from) / (to - from) * (end - start);
  }

  /** A mark with its text. */
  record Tick(double value, String label) {}

  /** Marks at round numbers. */
  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double power = from; power <= to + 1e-9; power++) {
        ticks.add(new Tick(Math.pow(10, power), label(Math.pow(10, power), 0)));
      }
      return ticks;
    }
    double step = step((to - from) / TICKS);
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    for (double k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
      ticks.add(new Tick(k * step, label(k * step, decimals)));
    }
    return ticks;
  }

  /** The next of 1, 2 and 5 times a power of ten. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String label(double value, int decimals) {
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e5 || size < 1e-4)) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    int shown = size != 0 && size < 1 ? Math.max(decimals, digits(size)) : decimals;
    return String.format(Locale.ROOT, "%." + shown + "f", value == 0 ? 0.0 : value);
  }

  private static int digits(double size) {
    return (int) Math.max(0, -Math.floor(Math.log10(size) + 1e-9));
  }
}
