package org.bnn4j.layers.export;

import java.util.stream.IntStream;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The order of the inputs of an output, among the weights of a network and those of a model. */
final class ColumnOrder {
  private ColumnOrder() {}

  /** Inputs that are in the model's order already. */
  static int[] same(int inputs) {
    return IntStream.range(0, inputs).toArray();
  }

  /**
   * For every input of a map with channels innermost, its place in the same map with one plane of a
   * channel after the other.
   */
  static int[] fromPlanes(Shape map) {
    int pixels = map.height() * map.width();
    return IntStream.range(0, map.size())
        .map(i -> i % map.channels() * pixels + i / map.channels())
        .toArray();
  }

  /**
   * Weights that stay floats.
   *
   * @param rows the weights of one output after those of another, in 'c' order
   * @param columns the row's input that becomes each input of the model's
   */
  static FloatWeights floats(INDArray rows, int[] columns, LayerRef ref) {
    int outputs = (int) rows.size(0);
    float[] unordered = Parameters.read(rows, "a weight", ref);
    float[] values = new float[unordered.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = unordered[i % outputs * columns.length + columns[i / outputs]];
    }
    return new FloatWeights(outputs, columns.length, values);
  }
}
