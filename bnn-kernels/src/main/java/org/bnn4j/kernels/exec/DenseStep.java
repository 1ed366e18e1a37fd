package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.paths.IntProduct;

/** A packed product of bits or of bytes. */
final class DenseStep implements Step {
  private final IntProduct product;
  private final IntProduct.Worker worker;
  private final ProductSink sink;
  private final int[] starts;
  private final int fanIn;

  /** The bytes that come in; null for bits. */
  private final byte[] bytes;

  private final int[] activations;

  /** For the outputs from {@code from} on that come before {@code to}. */
  DenseStep(IntProduct product, Buffers buffers, int input, ProductSink sink, int from, int to) {
    this.product = product;
    this.sink = sink;
    this.worker = product.newWorker(from, to);
    this.starts = product.consecutiveStarts(buffers.maxRows());
    this.fanIn = buffers.edge(input).size();
    boolean ofBytes = buffers.edge(input).kind() == EdgeKind.BYTE;
    this.bytes = ofBytes ? buffers.bytes(input) : null;
    this.activations = ofBytes ? new int[buffers.length(product.rowWords())] : buffers.bits(input);
  }

  @Override
  public void run(int rows) {
    if (bytes != null) {
      for (int row = 0; row < rows; row++) {
        product.pack(bytes, row * fanIn, activations, starts[row]);
      }
    }
    worker.run(activations, starts, rows, sink);
  }
}
