package org.bnn4j.kernels.paths;

import jdk.incubator.vector.IntVector;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Integer products on the Vector API, with the platform's widest vectors; float products are the
 * plain ones.
 */
final class VectorPath extends PlainPath {
  private static final int BITS = IntVector.SPECIES_PREFERRED.vectorBitSize();

  VectorPath() {
    super("vector", "Vector API, " + BITS + "-bit vectors");
  }

  /** With 128-bit vectors, the plain loops, which C2 vectorises, are as good. */
  @Override
  boolean isPreferred() {
    return BITS >= 256;
  }

  @Override
  public IntProduct ofBits(PackedWeights weights, int segments) {
    if (weights.nonzero().isPresent()) {
      return new VectorTernaryProduct(weights, segments);
    }
    // Most processors with 512-bit vectors count their bits, most with 256-bit ones do not.
    return BITS == 256
        ? new VectorCarrySaveProduct(weights, segments)
        : new VectorBinaryProduct(weights, segments);
  }

  @Override
  public BitPacker packer() {
    return new VectorBitPacker();
  }

  @Override
  IntProduct ofFewBytes(PackedWeights weights) {
    return BITS >= 256 && weights.nonzero().isEmpty()
        ? new VectorSmallByteProduct(weights)
        : super.ofFewBytes(weights);
  }
}
