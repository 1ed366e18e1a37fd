package org.bnn4j.examples.bench.kernels;

import static org.bnn4j.examples.bench.kernels.ProductKind.BINARY;
import static org.bnn4j.examples.bench.kernels.ProductKind.BYTES;
import static org.bnn4j.examples.bench.kernels.ProductKind.FLOATS;
import static org.bnn4j.examples.bench.kernels.ProductKind.TERNARY;

/** The products that matter most, at the sizes of BinaryNet's networks. */
public enum NamedProduct {
  /** A wide layer on a batch. */
  BINARY_GEMM(new Shape(BINARY, 4096, 4096, 240)),
  /** A wide layer on one example; its weights stay in the cache. */
  BINARY_GEMV(new Shape(BINARY, 4096, 4096, 1)),
  /** A ternary layer on a batch. */
  TERNARY_GEMM(new Shape(TERNARY, 4096, 4096, 240)),
  /** A first layer on pixels. */
  BYTES_DENSE(new Shape(BYTES, 784, 4096, 240)),
  /** A first 3x3 convolution on the pixels of one image in three colours. */
  BYTES_CONVOLUTION(new Shape(BYTES, 27, 128, 1024)),
  /** A layer left in float. */
  FLOAT_GEMM(new Shape(FLOATS, 784, 1024, 240));

  final Shape shape;

  NamedProduct(Shape shape) {
    this.shape = shape;
  }
}
