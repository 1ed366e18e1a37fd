package org.bnn4j.examples.experiments.support;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Part of a {@link RunReport}: keys in the order they were put, each with a value or a section. */
public final class ReportSection {
  private static final double NANOS = 1e9;
  private static final int DIGITS = 5;
  private static final double SMALLEST_PLAIN = 1e-4;

  private final String name;
  private boolean tabled = true;
  private final Map<String, Object> entries = new LinkedHashMap<>();

  ReportSection(String name) {
    this.name = name;
  }

  /**
   * Adds a value.
   *
   * @param key not yet in this section
   * @param value a string, number, boolean, or list of them
   * @return this
   * @throws IllegalArgumentException if the key is taken or the value is of another kind
   */
  public ReportSection put(String key, Object value) {
    if (!isValue(value)) {
      String kind = value == null ? "null" : value.getClass().getName();
      throw new IllegalArgumentException(
          "'" + key + "' must be a string, number, boolean or list of them, got " + kind);
    }
    add(key, value);
    return this;
  }

  /**
   * Adds the wall time since a moment, in seconds.
   *
   * @param startNanos what {@link System#nanoTime} was at that moment
   * @return this
   */
  public ReportSection putSecondsSince(String key, long startNanos) {
    return put(key, (System.nanoTime() - startNanos) / NANOS);
  }

  /**
   * Adds a section within this one.
   *
   * @param key not yet in this section
   * @return the new section
   */
  public ReportSection section(String key) {
    ReportSection section = new ReportSection(key);
    add(key, section);
    return section;
  }

  /**
   * Adds a section that is for programs only: it is in the JSON and not in the table.
   *
   * @param key not yet in this section
   * @return the new section
   */
  public ReportSection detail(String key) {
    ReportSection section = section(key);
    section.tabled = false;
    return section;
  }

  private void add(String key, Object value) {
    if (entries.putIfAbsent(key, value) != null) {
      throw new IllegalArgumentException("'" + key + "' is already in section '" + name + "'");
    }
  }

  private static boolean isValue(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof List<?> list && list.stream().allMatch(ReportSection::isValue);
  }

  /** The entries as maps within maps, for JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    entries.forEach(
        (key, value) -> map.put(key, value instanceof ReportSection s ? s.toMap() : value));
    return Collections.unmodifiableMap(map);
  }

  void appendTable(StringBuilder table, String indent) {
    int width =
        entries.entrySet().stream()
            .filter(e -> !(e.getValue() instanceof ReportSection))
            .mapToInt(e -> e.getKey().length())
            .max()
            .orElse(0);
    entries.forEach(
        (key, value) -> {
          if (!(value instanceof ReportSection section)) {
            table.append(indent).append(key).append(" ".repeat(width - key.length() + 2));
            table.append(text(value)).append('\n');
          } else if (section.tabled) {
            table.append(indent).append(key).append('\n');
            section.appendTable(table, indent + "  ");
          }
        });
  }

  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return text(((Number) value).doubleValue());
    }
    if (value instanceof List<?> list) {
      return String.join(", ", list.stream().map(ReportSection::text).toList());
    }
    return value.toString();
  }

  /** Five digits, and all that stand before the point; tiny numbers as a power of ten. */
  private static String text(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    } else if (number != 0 && Math.abs(number) < SMALLEST_PLAIN) {
      return String.format(Locale.ROOT, "%.2e", number);
    }
    BigDecimal exact = new BigDecimal(number);
    int digits = Math.max(DIGITS, exact.precision() - exact.scale());
    return exact.round(new MathContext(digits)).stripTrailingZeros().toPlainString();
  }
}
