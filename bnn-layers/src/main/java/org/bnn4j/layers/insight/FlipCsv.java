package org.bnn4j.layers.insight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.internal.files.AtomicFile;

/** Rows as lines of a CSV file that grows while a network trains. */
final class FlipCsv {

  static final String HEADER =
      "iteration,epoch,layer,parameter,flip ratio,never flipped share,saturated share,"
          + "mean magnitude";

  private final Path file;

  FlipCsv(Path file) {
    this.file = file;
  }

  /**
   * Reads the rows of whole lines; what a killed training left of a line is passed over.
   *
   * @throws IOException if the file cannot be read, or is another file
   */
  List<LatentRow> read() throws IOException {
    String text = Files.readString(file);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IOException(file + ": line 1 is not '" + HEADER + "'");
    }
    List<LatentRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(parse(lines.get(i), i + 1));
    }
    return rows;
  }

  private LatentRow parse(String line, int number) throws IOException {
    String[] cells = line.split(",", -1);
    try {
      return new LatentRow(
          Integer.parseInt(cells[0]),
          Integer.parseInt(cells[1]),
          cells[2],
          cells[3],
          Double.parseDouble(cells[4]),
          Double.parseDouble(cells[5]),
          Double.parseDouble(cells[6]),
          Double.parseDouble(cells[7]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + ": line " + number + " is not '" + HEADER + "': " + line, e);
    }
  }

  /**
   * Makes the file ready for more lines: what lies after these updates belongs to a training that
   * was lost, and goes.
   *
   * @return the rows that stay
   */
  List<LatentRow> takeUp(int iterations) throws IOException {
    List<LatentRow> kept =
        Files.exists(file)
            ? read().stream().filter(row -> row.iteration() <= iterations).toList()
            : List.of();
    AtomicFile.write(file, bytes(HEADER + "\n" + lines(kept)));
    return kept;
  }

  /** Adds lines in one write. */
  void append(List<LatentRow> rows) throws IOException {
    Files.write(file, bytes(lines(rows)), StandardOpenOption.APPEND);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String lines(List<LatentRow> rows) {
    StringBuilder lines = new StringBuilder();
    for (LatentRow row : rows) {
      lines.append(row.iteration()).append(',').append(row.epoch()).append(',');
      lines.append(name(row.layer())).append(',').append(name(row.parameter())).append(',');
      lines.append(row.flipRatio()).append(',').append(row.neverFlipped()).append(',');
      lines.append(row.saturated()).append(',').append(row.meanMagnitude()).append('\n');
    }
    return lines.toString();
  }

  /** Without what would need quotes. */
  private static String name(String name) {
    return name.replaceAll("[,\"\\p{Cntrl}]", "_");
  }
}
