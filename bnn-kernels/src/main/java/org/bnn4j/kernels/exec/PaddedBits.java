package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.InputMap;

/**
 * One example's packed pixels with their padding around them: of every input of a product, one map
 * after the other.
 */
final class PaddedBits {
  final int[] words;
  final int pixelWords;
  final int inputs;
  private final SlidingWindow sliding;
  private final int[][] sources;

  /** Makes the maps, their padding once and for all: its spare bits are 0, as everywhere. */
  PaddedBits(SlidingWindow sliding, InputMap map, int[][] sources) {
    this.sliding = sliding;
    this.sources = sources;
    this.inputs = sources.length;
    this.pixelWords = Bits.words(sliding.map.channels());
    this.words = new int[Buffers.lengthOf(inputs, sliding.padded.pixels() * pixelWords)];
    if (PaddingCorrection.paddingBit(map) > 0) {
      Arrays.fill(words, -1);
      for (int last = pixelWords - 1; last < words.length; last += pixelWords) {
        words[last] = Bits.lastWordMask(sliding.map.channels());
      }
    }
  }

  void load(int example) {
    for (int i = 0; i < inputs; i++) {
      sliding.copyIntoPadded(sources[i], example, words, i * sliding.padded.pixels(), pixelWords);
    }
  }

  /**
   * Where row {@code ky} of a window begins in {@code words}.
   *
   * @param number counts, from output pixel {@code first} on, the windows of all inputs at a pixel,
   *     then those at the next
   */
  int start(int first, int number, int ky) {
    int pixel = sliding.origin(first + number / inputs) + ky * sliding.rowStep();
    return (number % inputs * sliding.padded.pixels() + pixel) * pixelWords;
  }
}
