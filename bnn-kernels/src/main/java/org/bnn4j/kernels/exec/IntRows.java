package org.bnn4j.kernels.exec;

/**
 * The rows that an integer product multiplies, one for each of some output pixels of one example:
 * in place, or copied together in small batches that stay in the first-level cache. Belongs to a
 * session.
 */
abstract class IntRows {
  private static final int BATCH = 48;

  final Sweep sweep;

  /** The first of the pixels. */
  final int from;

  /** The first after them. */
  final int to;

  IntRows(Sweep sweep, int from, int to) {
    this.sweep = sweep;
    this.from = from;
    this.to = to;
  }

  /** How many of so many output pixels are copied together at a time. */
  static int batch(int pixels) {
    return Math.min(BATCH, pixels);
  }

  /** Takes the values of one example over. */
  abstract void load(int example);

  /** Makes the rows of {@code count} output pixels from {@code first} on ready. */
  abstract void prepare(int first, int count);

  /** The most rows that can be ready at once. */
  abstract int most();

  /** What the starts are places in. */
  abstract int[] words();

  /** The segments' starts of the rows that are ready. */
  abstract int[] starts();
}
