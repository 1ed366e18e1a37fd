package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.InputMap;

/** One example's packed pixels with their padding around them. */
final class PaddedBits {
  final int[] words;
  final int pixelWords;
  private final Sweep sweep;
  private final int[] source;

  /** Makes the map, its padding once and for all: its spare bits are 0, as everywhere. */
  PaddedBits(Sweep sweep, InputMap map, int[] source) {
    this.sweep = sweep;
    this.source = source;
    this.pixelWords = Bits.words(sweep.map.channels());
    this.words = new int[sweep.padded.pixels() * pixelWords];
    if (Border.paddingBit(map) > 0) {
      Arrays.fill(words, -1);
      for (int last = pixelWords - 1; last < words.length; last += pixelWords) {
        words[last] = Bits.lastWordMask(sweep.map.channels());
      }
    }
  }

  void load(int example) {
    sweep.copyIntoPadded(source, example, words, 0, pixelWords);
  }
}
