package org.bnn4j.examples.benchmarks.kernels;

/**
 * What a product is of.
 *
 * @param fanIn inputs of one output
 * @param outputs of one row
 * @param rows of activations
 */
record ProductShape(ProductKind kind, int fanIn, int outputs, int rows) {
  /** Multiply-accumulates of the whole product, in thousand millions. */
  double gigaMacs() {
    return 1e-9 * fanIn * outputs * rows;
  }
}
