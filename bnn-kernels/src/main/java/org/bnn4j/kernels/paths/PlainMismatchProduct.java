package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with binary weights, by counting where they differ: dot = fanIn - 2 popcount(a ^ w). The
 * outputs lie on the vector lanes, an activation word is broadcast: no horizontal sums.
 */
abstract class PlainMismatchProduct extends PlainProduct {
  private final int fanIn;

  /** {@code [panel][word][output in panel]}. */
  final int[][][] weights;

  PlainMismatchProduct(PackedWeights weights, int segments) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    this.fanIn = weights.fanIn();
    this.weights = panels(weights.sign());
  }

  @Override
  final void finish(int panel, int[] accumulators) {
    for (int j = 0; j < accumulators.length; j++) {
      accumulators[j] = fanIn - 2 * accumulators[j];
    }
  }

  /** Counts those in one word. */
  static void mismatches(int[] w, int a, int[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] += Integer.bitCount(a ^ w[j]);
    }
  }
}
