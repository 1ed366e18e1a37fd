package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what becomes of every layer. */
final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(BnnExporter.class);
  private static final String FOLDED = "folded into the next";

  private final List<LayerReport> layers = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** What operations that were held back are if they become nodes after all. */
  private final List<String> unlessFolded = new ArrayList<>();

  /**
   * A layer of packed weights.
   *
   * @param input what its factors are
   */
  void packed(
      LayerRef layer, WeightPrecision precision, String input, List<PackedProduct> products) {
    boolean binary = precision == WeightPrecision.BINARY;
    int planes = products.get(0).planes().size();
    add(
        new LayerReport(
            layer.index(),
            layer.name(),
            layer.type(),
            binary ? "binary" : "ternary",
            products.stream().mapToLong(PackedProduct::weights).sum(),
            planes * (binary ? 1 : 2),
            products.stream().mapToLong(PackedProduct::bytes).sum(),
            products.stream().mapToLong(PackedProduct::multiplications).sum(),
            products.stream()
                .filter(PackedProduct::ofIntegers)
                .mapToLong(PackedProduct::multiplications)
                .sum(),
            input));
  }

  /**
   * A product with packed weights.
   *
   * @param planes the weights
   * @param output what it puts out
   * @param ofIntegers whether it multiplies integers
   */
  record PackedProduct(List<QuantizedRows> planes, Shape output, boolean ofIntegers) {
    long weights() {
      return planes.get(0).count();
    }

    long bytes() {
      return planes.stream().mapToLong(QuantizedRows::bytes).sum();
    }

    /** Every pixel has one sum for each row of each plane. */
    long multiplications() {
      return planes.size() * weights() * output.height() * output.width();
    }
  }

  /** A layer of weights that stay floats. */
  void floats(LayerRef layer, EdgeKind input, long weights, Shape output) {
    add(
        new LayerReport(
            layer.index(),
            layer.name(),
            layer.type(),
            "float",
            weights,
            32,
            4 * weights,
            weights * output.height() * output.width(),
            0,
            input.label()));
  }

  /** Something without weights. */
  void plain(LayerRef layer, String kind) {
    add(LayerReport.without(layer, kind));
  }

  /** Something without weights that what follows may take over. */
  void foldable(LayerRef layer, String unlessFolded) {
    layers.add(LayerReport.without(layer, FOLDED));
    this.unlessFolded.add(unlessFolded);
  }

  private void add(LayerReport report) {
    layers.add(report);
    unlessFolded.add(report.kind());
  }

  void warn(String warning) {
    warnings.add(warning);
    LOG.warn(warning);
  }

  /** What became of every layer in the graph that was built. */
  ExportReport finish(GraphBuilder graph) {
    List<LayerReport> finished = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerReport layer = layers.get(i);
      boolean folded = layer.kind().equals(FOLDED) && !graph.has(layer.name());
      finished.add(folded ? layer : layer.becoming(unlessFolded.get(i)));
    }
    return new ExportReport(finished, warnings);
  }
}
