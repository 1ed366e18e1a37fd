package org.bnn4j.kernels.graph;

/**
 * One case for each kind of {@link Product}, as {@link OpVisitor} has one for each operation.
 *
 * @param <R> what a case answers
 */
public interface ProductVisitor<R> {
  /** A dense layer of bits. */
  R packedDense(PackedDense op);

  /** A convolution of bits. */
  R packedConv(PackedConv op);

  /** A depthwise convolution of bits. */
  R packedDepthwise(PackedDepthwise op);

  /** A dense layer of floats. */
  R floatDense(FloatDense op);

  /** A convolution of floats. */
  R floatConv(FloatConv op);
}
