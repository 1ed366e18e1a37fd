package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/** Floats with packed weights, of which a few at a time become floats. */
final class UnpackedFloatProduct extends PlainFloatProduct {
  /** {@code [panel][word][output in panel]}. */
  private final int[][][] sign;

  /** The same, or null for binary weights. */
  private final int[][][] nonzero;

  UnpackedFloatProduct(PackedWeights weights) {
    super(weights.outputs(), weights.fanIn());
    this.sign = PlainProduct.panels(weights.sign(), WIDTH);
    BitMatrix mask = weights.nonzero().orElse(null);
    this.nonzero = mask == null ? null : PlainProduct.panels(mask, WIDTH);
  }

  @Override
  float[][] weights(int panel, int input, float[][] room) {
    int word = input >>> 5;
    for (int i = 0; i < Math.min(GROUP, fanIn - input); i++) {
      int bit = input + i & 31;
      if (nonzero == null) {
        unpack(sign[panel][word], bit, room[i]);
      } else {
        unpack(sign[panel][word], nonzero[panel][word], bit, room[i]);
      }
    }
    return room;
  }

  private static void unpack(int[] sign, int bit, float[] weights) {
    for (int j = 0; j < weights.length; j++) {
      weights[j] = ((sign[j] >>> bit & 1) << 1) - 1;
    }
  }

  private static void unpack(int[] sign, int[] nonzero, int bit, float[] weights) {
    for (int j = 0; j < weights.length; j++) {
      weights[j] = ((sign[j] >>> bit & 1) << 1) - (nonzero[j] >>> bit & 1);
    }
  }
}
