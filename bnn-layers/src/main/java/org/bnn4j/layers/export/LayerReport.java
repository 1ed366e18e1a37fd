package org.bnn4j.layers.export;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.layers.quantizers.WeightPrecision;

/**
 * What becomes of one layer.
 *
 * @param index its place in the network, from 0
 * @param name its name
 * @param type its class, without the package
 * @param kind {@code binary}, {@code ternary} or {@code float} for a layer with weights, else what
 *     it is turned into
 * @param weights number of weights, without bias
 * @param bitsPerWeight bits that one weight takes in the model; 0 for a layer without weights
 * @param bytes bytes that the weights take in the model
 * @param input kind of what it is fed, where it has weights
 */
public record LayerReport(
    int index,
    String name,
    String type,
    String kind,
    long weights,
    int bitsPerWeight,
    long bytes,
    String input) {

  static LayerReport packed(
      LayerRef layer, WeightPrecision precision, long weights, long bytes, String input) {
    int bits = precision == WeightPrecision.BINARY ? 1 : 2;
    String kind = bits == 1 ? "binary" : "ternary";
    return new LayerReport(
        layer.index(), layer.name(), layer.type(), kind, weights, bits, bytes, input);
  }

  static LayerReport floats(LayerRef layer, long weights, String input) {
    return new LayerReport(
        layer.index(), layer.name(), layer.type(), "float", weights, 32, 4 * weights, input);
  }

  static LayerReport without(LayerRef layer, String kind) {
    return new LayerReport(layer.index(), layer.name(), layer.type(), kind, 0, 0, 0, "");
  }

  LayerReport becoming(String kind) {
    return new LayerReport(index, name, type, kind, weights, bitsPerWeight, bytes, input);
  }

  /** Whether the product is one of integers: packed weights with bits or bytes. */
  boolean isPacked() {
    return weights > 0 && bitsPerWeight < 32 && !input.equals(EdgeKind.FLOAT.label());
  }
}
