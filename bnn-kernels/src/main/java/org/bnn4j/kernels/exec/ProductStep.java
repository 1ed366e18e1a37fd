package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.paths.AccumulatorSink;
import org.bnn4j.kernels.paths.BytePlanes;
import org.bnn4j.kernels.paths.IntProduct;

/** Bits or bytes to accumulators, or, with a threshold, straight to bits. */
final class ProductStep implements Step {
  private final int input;
  private final int output;
  private final IntProduct product;
  private final Threshold threshold;

  ProductStep(int input, int output, IntProduct product) {
    this(input, output, product, null);
  }

  private ProductStep(int input, int output, IntProduct product, Threshold threshold) {
    this.input = input;
    this.output = output;
    this.product = product;
    this.threshold = threshold;
  }

  /**
   * The same product with its accumulators thresholded at once; node {@code output} puts out the
   * bits.
   */
  Step fuse(int output, Threshold threshold) {
    return new ProductStep(input, output, product, threshold);
  }

  @Override
  public Action bind(Buffers buffers) {
    IntProduct.Worker worker = product.newWorker();
    AccumulatorSink sink =
        threshold == null ? store(buffers) : new ThresholdSink(threshold, buffers.bits(output));
    if (buffers.edge(input).kind() == EdgeKind.BITS) {
      int[] bits = buffers.bits(input);
      return rows -> worker.run(bits, rows, sink);
    }
    byte[] bytes = buffers.bytes(input);
    int size = buffers.edge(input).size();
    int rowWords = product.rowWords();
    int[] planes = new int[buffers.length(rowWords)];
    return rows -> {
      for (int row = 0; row < rows; row++) {
        BytePlanes.split(bytes, row * size, size, planes, row * rowWords);
      }
      worker.run(planes, rows, sink);
    };
  }

  private AccumulatorSink store(Buffers buffers) {
    int[] accumulators = buffers.accumulators(output);
    int outputs = buffers.edge(output).size();
    return (row, first, count, values) ->
        System.arraycopy(values, 0, accumulators, row * outputs + first, count);
  }
}
