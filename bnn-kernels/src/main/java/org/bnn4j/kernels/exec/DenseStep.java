package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.paths.IntProduct;
import org.bnn4j.kernels.types.EdgeKind;

/** A packed product of bits, of one input or of several, or of bytes. */
final class DenseStep implements Step {
  private final IntProduct product;
  private final IntProduct.Worker worker;
  private final ProductSink sink;
  private final int[] starts;
  private final int fanIn;

  /** The bytes that come in; null for bits. */
  private final byte[] bytes;

  /** The bits of every input; null for bytes. */
  private final int[][] bits;

  /** What is multiplied: the bits of a single input where they lie, else what is laid out here. */
  private final int[] activations;

  /** For the outputs from {@code from} on that come before {@code to}. */
  DenseStep(
      IntProduct product,
      Buffers buffers,
      List<Integer> inputs,
      ProductSink sink,
      int from,
      int to) {
    int input = inputs.get(0);
    this.product = product;
    this.sink = sink;
    this.worker = product.newWorker(from, to);
    this.fanIn = buffers.edge(input).size();
    boolean ofBytes = buffers.edge(input).kind() == EdgeKind.BYTE;
    this.bytes = ofBytes ? buffers.bytes(input) : null;
    this.bits = ofBytes ? null : buffers.bits(inputs);
    boolean inPlace = !ofBytes && bits.length == 1;
    this.activations = inPlace ? bits[0] : new int[buffers.length(product.rowWords())];
    this.starts = product.consecutiveStarts(buffers.maxRows());
  }

  @Override
  public void run(int rows) {
    if (bytes != null) {
      for (int row = 0; row < rows; row++) {
        product.pack(bytes, row * fanIn, activations, starts[row]);
      }
    } else if (bits.length > 1) {
      putTogether(rows);
    }
    worker.run(activations, starts, rows, sink);
  }

  private void putTogether(int rows) {
    int words = product.rowWords() / bits.length;
    for (int i = 0; i < rows * bits.length; i++) {
      int row = i / bits.length;
      System.arraycopy(bits[i % bits.length], row * words, activations, starts[i], words);
    }
  }
}
