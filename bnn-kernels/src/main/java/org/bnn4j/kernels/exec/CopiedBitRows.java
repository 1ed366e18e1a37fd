package org.bnn4j.kernels.exec;

import java.util.Arrays;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.paths.IntProduct;

/** Rows of bits with the taps' channels appended without gaps, for any number of channels. */
final class CopiedBitRows extends IntRows {
  private final PaddedBits bits;
  private final int rowWords;
  private final int[] rows;
  private final int[] starts;

  CopiedBitRows(Sweep sweep, int from, int to, PaddedBits bits, IntProduct product) {
    super(sweep, from, to);
    this.bits = bits;
    this.rowWords = product.rowWords();
    this.rows = new int[batch(to - from) * rowWords];
    this.starts = product.consecutiveStarts(batch(to - from));
  }

  @Override
  void load(int example) {
    bits.load(example);
  }

  @Override
  void prepare(int first, int count) {
    Arrays.fill(rows, 0, count * rowWords, 0);
    int channels = sweep.map.channels();
    for (int row = 0; row < count; row++) {
      int origin = sweep.origin(first + row);
      int done = 0;
      for (int ky = 0; ky < sweep.window.height(); ky++) {
        int from = (origin + ky * sweep.rowStep()) * bits.pixelWords;
        for (int kx = 0; kx < sweep.window.width(); kx++) {
          Bits.append(bits.words, from, channels, rows, row * rowWords, done);
          from += sweep.window.dilationX() * bits.pixelWords;
          done += channels;
        }
      }
    }
  }

  @Override
  int most() {
    return starts.length;
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
