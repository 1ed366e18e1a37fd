package org.bnn4j.layers.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of text: names at the left, numbers at the right, columns without any number left out.
 */
final class TextTable {
  /** What a cell says where there is nothing to say. */
  static final String NONE = "-";

  private static final String GAP = "  ";
  private static final int SHORTEST_NAME = 12;

  private final int names;
  private final int shortened;
  private final int limit;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param names how many columns are aligned at the left
   * @param shortened how many columns are made narrower, the first one first, if the table is wider
   *     than the limit
   * @param limit columns of text
   */
  TextTable(int names, int shortened, int limit, String... headers) {
    this.names = names;
    this.shortened = shortened;
    this.limit = limit;
    rows.add(List.of(headers));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, the first row and the last set off by rules. */
  List<String> lines() {
    int[] shown = shown();
    int[] widths = widths(shown);
    int total = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    for (int column = 0; column < shortened; column++) {
      int less = Math.max(0, Math.min(total - limit, widths[column] - SHORTEST_NAME));
      widths[column] -= less;
      total -= less;
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, shown, widths));
    }
    lines.add(1, "-".repeat(total));
    lines.add(lines.size() - 1, "-".repeat(total));
    return lines;
  }

  private int[] shown() {
    return IntStream.range(0, rows.get(0).size())
        .filter(
            column ->
                column < names
                    || rows.stream().skip(1).anyMatch(row -> !row.get(column).equals(NONE)))
        .toArray();
  }

  private int[] widths(int[] shown) {
    return IntStream.of(shown)
        .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
        .toArray();
  }

  private String line(List<String> row, int[] shown, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      String cell = row.get(shown[i]);
      if (cell.length() > widths[i]) {
        cell = cell.substring(0, widths[i] - 2) + "..";
      }
      String blank = " ".repeat(widths[i] - cell.length());
      cells.add(shown[i] < names ? cell + blank : blank + cell);
    }
    return String.join(GAP, cells).stripTrailing();
  }
}
