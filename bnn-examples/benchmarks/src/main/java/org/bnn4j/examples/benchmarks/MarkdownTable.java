package org.bnn4j.examples.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The lines of a table in Markdown: names in the first column, numbers in the others. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** The first two lines; they set the columns. */
  public static String head(List<String> names) {
    String[] columns = new String[names.size()];
    Arrays.fill(columns, "---:");
    columns[0] = "---";
    return row(names) + row(List.of(columns));
  }

  /** One line, with its end. */
  public static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
