package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.PackedDense;

/** Plain Java in shapes that HotSpot's C2 turns into vector instructions with no flag at all. */
class PlainPath extends KernelPath {
  PlainPath() {
    this("plain", "Java loops that the JIT vectorises");
  }

  /** For a path that has better products for some of these. */
  PlainPath(String name, String details) {
    super(name, details);
  }

  @Override
  public IntProduct ofBits(PackedDense weights) {
    return weights.nonzero().isPresent()
        ? new PlainTernaryProduct(weights)
        : new PlainBinaryProduct(weights);
  }

  @Override
  public IntProduct ofBytes(PackedDense weights) {
    return new PlainByteProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(PackedDense weights) {
    return new TableProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(FloatDense weights) {
    return new PlainFloatProduct(weights);
  }
}
