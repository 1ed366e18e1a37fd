package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.paths.IntProduct;

/**
 * Rows of bits with the taps' channels appended without gaps, for any number of channels. Of
 * several inputs, each begins at a word.
 */
final class CopiedBitRows extends IntRows {
  private final PaddedBits bits;

  /** Of one input. */
  private final int rowWords;

  private final int[] rows;
  private final int[] starts;

  CopiedBitRows(SlidingWindow sliding, int from, int to, PaddedBits bits, IntProduct product) {
    super(sliding, from, to);
    this.bits = bits;
    this.rowWords = product.rowWords() / bits.inputs;
    this.rows = new int[batch(to - from) * product.rowWords()];
    this.starts = product.consecutiveStarts(batch(to - from));
  }

  @Override
  void load(int example) {
    bits.load(example);
  }

  @Override
  void prepare(int first, int count) {
    int windows = count * bits.inputs;
    Arrays.fill(rows, 0, windows * rowWords, 0);
    int channels = sliding.map.channels();
    for (int row = 0; row < windows; row++) {
      int done = 0;
      for (int ky = 0; ky < sliding.window.height(); ky++) {
        int from = bits.start(first, row, ky);
        for (int kx = 0; kx < sliding.window.width(); kx++) {
          Bits.append(bits.words, from, channels, rows, row * rowWords, done);
          from += sliding.window.dilationX() * bits.pixelWords;
          done += channels;
        }
      }
    }
  }

  @Override
  int most() {
    return batch(to - from);
  }

  @Override
  int[] words() {
    return rows;
  }

  @Override
  int[] starts() {
    return starts;
  }
}
