package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * The rows that an integer product multiplies, one for each of some output pixels of one example:
 * in place, or copied together in small batches that stay in the first-level cache. Belongs to a
 * session.
 */
abstract class IntRows {
  private static final int BATCH = 48;

  final SlidingWindow sliding;

  /** The first of the pixels. */
  final int from;

  /** The first after them. */
  final int to;

  IntRows(SlidingWindow sliding, int from, int to) {
    this.sliding = sliding;
    this.from = from;
    this.to = to;
  }

  /** The rows of some output pixels of a convolution, for a product. */
  static IntRows of(
      PackedConv conv,
      SlidingWindow sliding,
      IntProduct product,
      Buffers buffers,
      List<Integer> inputs,
      int from,
      int to) {
    if (buffers.edge(inputs.get(0)).kind() == EdgeKind.BYTE) {
      return new ByteRows(sliding, from, to, buffers.bytes(inputs.get(0)), product);
    }
    PaddedBits bits = new PaddedBits(sliding, conv.input(), buffers.bits(inputs));
    return DirectBitRows.isInPlace(sliding)
        ? new DirectBitRows(sliding, from, to, bits)
        : new CopiedBitRows(sliding, from, to, bits, product);
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
