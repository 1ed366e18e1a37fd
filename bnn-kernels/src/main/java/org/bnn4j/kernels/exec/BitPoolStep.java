package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;

/** The largest of bits: their OR, word by word. */
final class BitPoolStep extends PoolStep {
  private final int[] source;
  private final int[] target;
  private final int words;

  BitPoolStep(SlidingWindow sliding, int[] source, int[] target) {
    super(sliding);
    this.source = source;
    this.target = target;
    this.words = Bits.words(sliding.map.channels());
  }

  @Override
  void begin(int outputPixel) {
    Arrays.fill(target, outputPixel * words, (outputPixel + 1) * words, 0);
  }

  @Override
  void take(int inputPixel, int outputPixel) {
    for (int word = 0; word < words; word++) {
      target[outputPixel * words + word] |= source[inputPixel * words + word];
    }
  }

  @Override
  void end(int outputPixel, int count) {
    // Nothing is left to do.
  }
}
