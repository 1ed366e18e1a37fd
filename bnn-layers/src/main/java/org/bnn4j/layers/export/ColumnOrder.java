package org.bnn4j.layers.export;

import java.util.stream.IntStream;
import org.bnn4j.kernels.graph.Shape;

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
}
