package org.bnn4j.layers.export;

/**
 * What becomes of one layer, or of another vertex of a graph.
 *
 * @param index its place in the network, from 0
 * @param name its name
 * @param type its class, without the package
 * @param kind {@code binary}, {@code ternary} or {@code float} for a layer with weights, else what
 *     it is turned into
 * @param weights number of weights, without bias
 * @param bitsPerWeight bits that one weight takes in the model; 0 for a layer without weights
 * @param bytes bytes that the weights take in the model
 * @param products multiplications by weights for one example, padding included
 * @param packedProducts those of them that are of packed integers: 1- or 2-bit weights with bits,
 *     bytes or integer sums
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
    long products,
    long packedProducts,
    String input) {

  static LayerReport without(LayerRef layer, String kind) {
    return new LayerReport(layer.index(), layer.name(), layer.type(), kind, 0, 0, 0, 0, 0, "");
  }

  LayerReport becoming(String kind) {
    return new LayerReport(
        index, name, type, kind, weights, bitsPerWeight, bytes, products, packedProducts, input);
  }
}
