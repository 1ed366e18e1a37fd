package org.bnn4j.kernels.paths;

/**
 * Several inputs multiplied with the same weights, and the results summed. The inputs of a row are
 * rows to the product of one, so they meet a weight while it is in a register or in the cache.
 */
final class SummedProduct extends AbstractIntProduct {
  private final IntProduct product;
  private final int inputs;

  SummedProduct(IntProduct product, int inputs) {
    super(product.outputs(), inputs * product.rowWords(), inputs * product.segments());
    this.product = product;
    this.inputs = inputs;
  }

  @Override
  public int unit() {
    return product.unit();
  }

  @Override
  public Worker newWorker(int from, int to) {
    return new SumWorker(product.newWorker(from, to));
  }

  private final class SumWorker implements Worker, AccumulatorSink {
    private final Worker worker;

    /** By output: between two inputs of a row, other outputs may come. */
    private final int[] sums = new int[outputs];

    private AccumulatorSink target;

    SumWorker(Worker worker) {
      this.worker = worker;
    }

    @Override
    public void run(int[] x, int[] starts, int rows, AccumulatorSink sink) {
      target = sink;
      worker.run(x, starts, rows * inputs, this);
      target = null;
    }

    @Override
    public void accept(int row, int firstOutput, int count, int[] accumulators) {
      int input = row % inputs;
      if (input > 0) {
        add(sums, firstOutput, accumulators, count);
      }
      if (input < inputs - 1) {
        System.arraycopy(accumulators, 0, sums, firstOutput, count);
      } else {
        target.accept(row / inputs, firstOutput, count, accumulators);
      }
    }
  }

  private static void add(int[] sums, int from, int[] accumulators, int count) {
    for (int j = 0; j < count; j++) {
      accumulators[j] += sums[from + j];
    }
  }
}
