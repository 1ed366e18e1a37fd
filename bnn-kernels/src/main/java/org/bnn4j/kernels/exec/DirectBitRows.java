package org.bnn4j.kernels.exec;

/**
 * Rows of bits where they lie: with channels innermost and whole words for a pixel, a window's row
 * of taps is one piece of memory, so nothing is copied for a window ("no im2col").
 */
final class DirectBitRows extends IntRows {
  /** Shorter pieces are not worth it: products take four words at a time. */
  private static final int WORDS_AT_A_TIME = 4;

  private final PaddedBits bits;
  private final int[] starts;

  DirectBitRows(SlidingWindow sliding, int from, int to, PaddedBits bits) {
    super(sliding, from, to);
    this.bits = bits;
    int height = sliding.window.height();
    this.starts = new int[Buffers.lengthOf(most(), bits.inputs * height)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = bits.start(from, i / height, i % height);
    }
  }

  /** Whether a window's row of taps is one piece of whole words, long enough for the products. */
  static boolean isInPlace(SlidingWindow sliding) {
    int channels = sliding.map.channels();
    return sliding.window.dilationX() == 1
        && channels % 32 == 0
        && sliding.window.width() * channels / 32 % WORDS_AT_A_TIME == 0;
  }

  /** Into how many pieces an input's row falls: one per row of the window, if they are in place. */
  static int segments(SlidingWindow sliding) {
    return isInPlace(sliding) ? sliding.window.height() : 1;
  }

  @Override
  void load(int example) {
    bits.load(example);
  }

  @Override
  void prepare(int first, int count) {
    // All rows are ready.
  }

  @Override
  int most() {
    return to - from;
  }

  @Override
  int[] words() {
    return bits.words;
  }

  @Override
  int[] starts() {
    return starts;
  }
}
