package org.bnn4j.examples.benchmarks.kernels;

import static org.bnn4j.examples.benchmarks.kernels.ProductKind.BINARY;
import static org.bnn4j.examples.benchmarks.kernels.ProductKind.BYTES;
import static org.bnn4j.examples.benchmarks.kernels.ProductKind.FLOATS;
import static org.bnn4j.examples.benchmarks.kernels.ProductKind.TERNARY;

/** The products that matter most, at the sizes of BinaryNet's networks. */
public enum NamedProduct {
  /** A wide layer on a batch. */
  BINARY_GEMM(new ProductShape(BINARY, 4096, 4096, 240)),
  /** A wide layer on one example; its weights stay in the cache. */
  BINARY_GEMV(new ProductShape(BINARY, 4096, 4096, 1)),
  /** A ternary layer on a batch. */
  TERNARY_GEMM(new ProductShape(TERNARY, 4096, 4096, 240)),
  /** A first layer on pixels. */
  BYTES_DENSE(new ProductShape(BYTES, 784, 4096, 240)),
  /** A first 3x3 convolution on the pixels of one image in three colours. */
  BYTES_CONVOLUTION(new ProductShape(BYTES, 27, 128, 1024)),
  /** A layer left in float. */
  FLOAT_GEMM(new ProductShape(FLOATS, 784, 1024, 240));

  final ProductShape shape;

  NamedProduct(ProductShape shape) {
    this.shape = shape;
  }
}
