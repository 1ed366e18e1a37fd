package org.bnn4j.layers.geometry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of a {@link GeometryListener} as CSV. */
final class TrackCsv {
  static final String HEADER = "epoch,layer,parameter,angle,r,median r";

  private TrackCsv() {}

  static String text(List<TrackedLayer> rows) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (TrackedLayer row : rows) {
      text.append(row.epoch()).append(',');
      text.append(name(row.layer())).append(',').append(name(row.parameter())).append(',');
      text.append(row.angle()).append(',').append(row.r()).append(',');
      text.append(row.medianR()).append('\n');
    }
    return text.toString();
  }

  /** Without what would need quotes. */
  private static String name(String name) {
    return name.replaceAll("[,\"\\p{Cntrl}]", "_");
  }

  /**
   * Reads what {@link #text} wrote; nothing if there is no file.
   *
   * @throws IOException if the file has other content
   */
  static List<TrackedLayer> read(Path file) throws IOException {
    List<TrackedLayer> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IOException(file + ": line 1 is not '" + HEADER + "'");
    }
    for (int i = 1; i < lines.size(); i++) {
      rows.add(parse(file, lines.get(i), i + 1));
    }
    return rows;
  }

  private static TrackedLayer parse(Path file, String line, int number) throws IOException {
    String[] cells = line.split(",", -1);
    try {
      return new TrackedLayer(
          Integer.parseInt(cells[0]),
          cells[1],
          cells[2],
          Double.parseDouble(cells[3]),
          Double.parseDouble(cells[4]),
          Double.parseDouble(cells[5]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + ": line " + number + " is not '" + HEADER + "': " + line, e);
    }
  }
}
