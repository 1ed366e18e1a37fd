package org.bnn4j.kernels.graph;

/** An operation that multiplies what it reads by weights. */
public sealed interface Product extends Op
    permits PackedDense, PackedConv, PackedDepthwise, FloatDense, FloatConv {
  /** Calls the visitor's case of this kind of product. */
  <R> R accept(ProductVisitor<R> visitor);

  @Override
  default <R> R accept(OpVisitor<R> visitor) {
    return accept((ProductVisitor<R>) visitor);
  }
}
