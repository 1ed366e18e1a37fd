package org.bnn4j.layers.geometry;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    int filters = (int) weights.size(0);
    INDArray doubles = weights.castTo(DataType.DOUBLE);
    INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, inputs.size(0), filters);
    inputs.mmuli(doubles.transpose(), product);
    double[] values = product.data().asDouble();
    product.close(); // Garbage outside the heap would pile up until the next collection.
    if (doubles != weights) {
      doubles.close();
    }
    return new Products(values, filters);
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

  /** The median of the correlations that there are; 0 if there is none. */
  static double medianR(Pearson[] each) {
    double[] found =
        Arrays.stream(each).filter(pairs -> !pairs.isConstant()).mapToDouble(Pearson::r).toArray();
    return found.length == 0 ? 0 : StatUtils.percentile(found, 50);
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
