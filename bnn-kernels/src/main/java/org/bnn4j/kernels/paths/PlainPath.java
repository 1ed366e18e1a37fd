package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;

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
  public IntProduct ofBits(PackedWeights weights, int segments) {
    return weights.nonzero().isPresent()
        ? new PlainTernaryProduct(weights, segments)
        : new PlainBinaryProduct(weights, segments);
  }

  @Override
  public final IntProduct ofBytes(PackedWeights weights) {
    return weights.fanIn() <= PlainSmallByteProduct.MAX_FAN_IN
        ? new PlainSmallByteProduct(weights)
        : ofManyBytes(weights);
  }

  /** Products with more bytes for an output than are multiplied as they are. */
  IntProduct ofManyBytes(PackedWeights weights) {
    return new PlainByteProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(PackedWeights weights) {
    return new TableProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(FloatWeights weights) {
    return new PlainFloatProduct(weights);
  }
}
