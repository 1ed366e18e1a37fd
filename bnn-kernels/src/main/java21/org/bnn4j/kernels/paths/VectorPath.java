package org.bnn4j.kernels.paths;

import jdk.incubator.vector.IntVector;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.PackedDense;

/**
 * Integer products on the Vector API, with the platform's widest vectors; float products are the
 * plain ones.
 */
final class VectorPath implements KernelPath {
  private final KernelPath plain = new PlainPath();

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String describe() {
    return "vector (Vector API, " + IntVector.SPECIES_PREFERRED.vectorBitSize() + "-bit vectors)";
  }

  @Override
  public IntProduct ofBits(PackedDense weights) {
    return weights.nonzero().isPresent()
        ? new VectorTernaryProduct(weights)
        : new VectorBinaryProduct(weights);
  }

  @Override
  public IntProduct ofBytes(PackedDense weights) {
    return new VectorByteProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(PackedDense weights) {
    return plain.ofFloats(weights);
  }

  @Override
  public FloatProduct ofFloats(FloatDense weights) {
    return plain.ofFloats(weights);
  }
}
