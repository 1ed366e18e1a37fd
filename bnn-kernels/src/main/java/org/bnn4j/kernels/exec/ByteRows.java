package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.IntProduct;

/** Rows of bytes, as the product reads them. A pixel of padding is bytes of 0. */
final class ByteRows extends IntRows {
  private final byte[] source;
  private final byte[] padded;
  private final byte[] row;
  private final IntProduct product;
  private final int rowWords;
  private final int[] rows;
  private final int[] starts;

  ByteRows(SlidingWindow sliding, int from, int to, byte[] source, IntProduct product) {
    super(sliding, from, to);
    this.source = source;
    this.padded = new byte[sliding.padded.size()];
    this.row = new byte[sliding.window.taps() * sliding.map.channels()];
    this.product = product;
    this.rowWords = product.rowWords();
    this.rows = new int[batch(to - from) * rowWords];
    this.starts = product.consecutiveStarts(batch(to - from));
  }

  @Override
  void load(int example) {
    sliding.copyIntoPadded(source, example, padded);
  }

  @Override
  void prepare(int first, int count) {
    for (int i = 0; i < count; i++) {
      sliding.copyRow(padded, first + i, row, 0);
      product.pack(row, 0, rows, i * rowWords);
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
