package org.bnn4j.layers.geometry;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of inputs and weights in float64, those of an input side by side.
 *
 * @param values [rows * filters]
 * @param filters how many there are of each input
 */
record Products(double[] values, int filters) {

  /**
   * Multiplies.
   *
   * @param inputs [rows, fanIn], DOUBLE
   * @param weights [filters, fanIn]
   */
  static Products of(INDArray inputs, INDArray weights) {
    INDArray product = inputs.mmul(weights.castTo(DataType.DOUBLE).transpose());
    return new Products(product.dup('c').data().asDouble(), (int) weights.size(0));
  }

  int rows() {
    return values.length / filters;
  }

  /** Correlates all pairs. */
  Pearson correlate(Products other) {
    Pearson pairs = new Pearson();
    for (int i = 0; i < values.length; i++) {
      pairs.add(values[i], other.values[i]);
    }
    return pairs;
  }

  /** Correlates the pairs of each filter. */
  Pearson[] correlateEach(Products other) {
    Pearson[] pairs = new Pearson[filters];
    for (int filter = 0; filter < filters; filter++) {
      pairs[filter] = new Pearson();
      for (int i = filter; i < values.length; i += filters) {
        pairs[filter].add(values[i], other.values[i]);
      }
    }
    return pairs;
  }
}
