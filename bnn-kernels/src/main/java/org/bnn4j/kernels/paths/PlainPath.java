package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;

/** Plain Java in shapes that HotSpot's C2 turns into vector instructions with no flag at all. */
class PlainPath extends KernelPath {
  private static final String CARRY_SAVE = ", carry-save counts";

  /** Whether to count bits with adders, rather than with an instruction for vectors. */
  final boolean carrySave;

  PlainPath() {
    this(!Processor.countsBits(Processor.WIDEST));
  }

  /** The path for a kind of processor. */
  PlainPath(boolean carrySave) {
    this("plain", "Java loops that the JIT vectorises", carrySave);
  }

  /** For a path that has products of its own. */
  PlainPath(String name, String details, boolean carrySave) {
    super(name, details + (carrySave ? CARRY_SAVE : ""));
    this.carrySave = carrySave;
  }

  @Override
  public IntProduct ofBits(PackedWeights weights, int segments) {
    boolean adders = carrySave && weights.outputs() >= Adders.MIN_OUTPUTS;
    if (weights.nonzero().isPresent()) {
      return new PlainTernaryProduct(weights, segments, adders);
    }
    return adders
        ? new PlainCarrySaveProduct(weights, segments)
        : new PlainBinaryProduct(weights, segments);
  }

  @Override
  public final IntProduct ofBytes(PackedWeights weights) {
    return weights.fanIn() <= PlainSmallByteProduct.MAX_FAN_IN
        ? ofFewBytes(weights)
        : ofManyBytes(weights, new ByteProduct(weights, ofBits(weights, 1)));
  }

  /** Products with so few bytes for an output that they are multiplied as they are. */
  IntProduct ofFewBytes(PackedWeights weights) {
    return new PlainSmallByteProduct(weights);
  }

  /**
   * Products with more bytes.
   *
   * @param planes how they are done bit by bit
   */
  IntProduct ofManyBytes(PackedWeights weights, ByteProduct planes) {
    return planes;
  }

  @Override
  public FloatProduct ofFloats(PackedWeights weights) {
    if (weights.outputs() < PlainFloatProduct.MIN_OUTPUTS) {
      return new NarrowFloatProduct(weights);
    }
    // The C2 of Java 17 does not vectorise the unpacking, that of Java 25 does.
    return Runtime.version().feature() < 21
        ? new TableProduct(weights)
        : new UnpackedFloatProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(FloatWeights weights) {
    return weights.outputs() < PlainFloatProduct.MIN_OUTPUTS
        ? new NarrowFloatProduct(weights)
        : new StoredFloatProduct(weights);
  }
}
