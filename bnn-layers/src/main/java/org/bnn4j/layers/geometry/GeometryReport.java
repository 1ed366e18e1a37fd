package org.bnn4j.layers.geometry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.layers.internal.files.AtomicFile;
import org.bnn4j.layers.internal.page.ReportJson;
import org.bnn4j.layers.internal.page.ReportPage;

/**
 * The geometry of a network, layer by layer.
 *
 * @param mode what was compared
 * @param examples how many examples the inputs were drawn from
 * @param seed of everything drawn at random
 * @param layers in the order of the network, one entry for each parameter of weights
 */
public record GeometryReport(
    GeometryMode mode, long examples, long seed, List<LayerGeometry> layers) {

  public GeometryReport {
    layers = List.copyOf(layers);
  }

  /**
   * Writes one page of HTML with plots, tables and what they say; it needs no other file.
   *
   * @throws IOException if the file cannot be written; then what was there before is still there
   */
  public void writeHtml(Path file) throws IOException {
    AtomicFile.write(file, ReportPage.of(this).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the same numbers as JSON, by the names of the records' components.
   *
   * @throws IOException if the file cannot be written; then what was there before is still there
   */
  public void writeJson(Path file) throws IOException {
    AtomicFile.write(file, ReportJson.of(this).getBytes(StandardCharsets.UTF_8));
  }
}
