package org.bnn4j.examples.experiments.support;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * What a run was given and what came out: sections of ordered keys and values, shown as a table and
 * written as JSON. The first section, {@code environment}, describes the machine.
 */
public final class RunReport {
  private final ReportSection root;

  /** A report with its environment filled in; the title heads table and JSON. */
  public RunReport(String title) {
    root = new ReportSection(title);
    root.put("title", title);
    RunEnvironment.describe(root.section("environment"));
  }

  /**
   * Adds a section at the end.
   *
   * @param key not yet in the report
   * @throws IllegalArgumentException if it is
   */
  public ReportSection section(String key) {
    return root.section(key);
  }

  /** The report for people: a line a value, sections indented, fractions rounded to five digits. */
  public String table() {
    StringBuilder table = new StringBuilder();
    root.appendTable(table, "");
    return table.toString();
  }

  /**
   * Writes the report for programs: an object for each section, numbers in full (NaN and infinities
   * as strings), UTF-8. The file is replaced at once; missing parent directories are created.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeJson(Path path) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    WholeFile.write(path, mapper.writeValueAsBytes(root.toMap()));
  }
}
