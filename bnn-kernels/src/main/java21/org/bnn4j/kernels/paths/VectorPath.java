package org.bnn4j.kernels.paths;

import jdk.incubator.vector.IntVector;
import org.bnn4j.kernels.graph.PackedDense;

/**
 * Integer products on the Vector API, with the platform's widest vectors; float products are the
 * plain ones.
 */
final class VectorPath extends PlainPath {
  VectorPath() {
    super("vector", "Vector API, " + IntVector.SPECIES_PREFERRED.vectorBitSize() + "-bit vectors");
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
}
