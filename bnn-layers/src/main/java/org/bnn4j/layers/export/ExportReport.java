package org.bnn4j.layers.export;

import java.util.List;
import java.util.Locale;

/**
 * What an export does with every layer: kind, bits, bytes, what stays in float and why that
 * matters.
 *
 * @param layers one entry per layer, in order
 * @param warnings what the author of the network should know, a sentence each
 */
public record ExportReport(List<LayerReport> layers, List<String> warnings) {
  /** Copies the lists. */
  public ExportReport {
    layers = List.copyOf(layers);
    warnings = List.copyOf(warnings);
  }

  /** Weights of all layers. */
  public long weights() {
    return layers.stream().mapToLong(LayerReport::weights).sum();
  }

  /** Bytes that all weights take in the model. */
  public long bytes() {
    return layers.stream().mapToLong(LayerReport::bytes).sum();
  }

  /**
   * Share of the multiply-accumulates that are of packed integers (1- or 2-bit weights with bits,
   * bytes or integer sums), 0 to 1.
   */
  public double packedShare() {
    long packed = layers.stream().mapToLong(LayerReport::packedProducts).sum();
    long all = layers.stream().mapToLong(LayerReport::products).sum();
    return all == 0 ? 0 : (double) packed / all;
  }

  /** Names of the layers whose weights stay in float. */
  public List<String> floatLayers() {
    return layers.stream()
        .filter(layer -> layer.kind().equals("float"))
        .map(LayerReport::name)
        .toList();
  }

  /** The report as a table. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "layer", "type", "becomes", "input", "weights", "bits", "bytes");
    for (LayerReport layer : layers) {
      line(
          text,
          layer.index() + " " + layer.name(),
          layer.type(),
          layer.kind(),
          inputs(layer),
          layer.weights() == 0 ? "" : layer.weights(),
          layer.weights() == 0 ? "" : layer.bitsPerWeight(),
          layer.weights() == 0 ? "" : layer.bytes());
    }
    line(text, "total", "", "", "", weights(), "", bytes());
    text.append(
        String.format(
            Locale.ROOT,
            "%.2f%% of the multiply-accumulates are of packed integers; the weights take %d bytes, %.1f times less than "
                + "the %d of float32%n",
            100 * packedShare(),
            bytes(),
            4.0 * weights() / Math.max(1, bytes()),
            4 * weights()));
    text.append("layers with float weights: ")
        .append(floatLayers().isEmpty() ? "none" : String.join(", ", floatLayers()))
        .append(System.lineSeparator());
    warnings.forEach(
        warning -> text.append("WARNING: ").append(warning).append(System.lineSeparator()));
    return text.toString();
  }

  /** A separable convolution goes on with floats in its second step. */
  private static String inputs(LayerReport layer) {
    boolean both = layer.packedProducts() > 0 && layer.packedProducts() < layer.products();
    return both ? layer.input() + ", float" : layer.input();
  }

  private static void line(StringBuilder text, Object... cells) {
    text.append(String.format(Locale.ROOT, "%-20s %-20s %-22s %-11s %10s %5s %10s%n", cells));
  }
}
