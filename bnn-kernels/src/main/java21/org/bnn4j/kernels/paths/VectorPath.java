package org.bnn4j.kernels.paths;

import jdk.incubator.vector.IntVector;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;

/** Products on the Vector API, with the platform's widest vectors where they are of use. */
final class VectorPath extends PlainPath {
  private static final int BITS = IntVector.SPECIES_PREFERRED.vectorBitSize();

  /**
   * Fewer outputs than this fill too little of a panel: its zeros would take several times the
   * memory of the weights.
   */
  private static final int MIN_OUTPUTS = 8;

  /** With fewer words of a row, carry-save tiles took up to twice the time of the plain loops. */
  private static final int MIN_WORDS = 5;

  VectorPath() {
    this(BITS >= 256 && !Processor.countsBits(BITS));
  }

  /** The path for a kind of processor. */
  VectorPath(boolean carrySave) {
    super("vector", "Vector API, " + BITS + "-bit vectors", carrySave);
  }

  /** With 128-bit vectors, the plain loops, which C2 vectorises, are as good. */
  @Override
  boolean isPreferred() {
    return BITS >= 256;
  }

  @Override
  public IntProduct ofBits(PackedWeights weights, int segments) {
    boolean isShort = carrySave && weights.sign().rowWords() < MIN_WORDS;
    if (isShort || weights.outputs() < MIN_OUTPUTS) {
      return super.ofBits(weights, segments);
    } else if (carrySave) {
      return new VectorCarrySaveProduct(weights, segments);
    }
    return weights.nonzero().isPresent()
        ? new VectorTernaryProduct(weights, segments)
        : new VectorBinaryProduct(weights, segments);
  }

  @Override
  IntProduct ofManyBytes(PackedWeights weights, ByteProduct planes) {
    return BITS >= 256 && weights.outputs() >= VectorByteProduct.MIN_OUTPUTS
        ? new VectorByteProduct(weights, planes)
        : planes;
  }

  @Override
  public FloatProduct ofFloats(PackedWeights weights) {
    return new VectorUnpackedFloatProduct(weights);
  }

  @Override
  public FloatProduct ofFloats(FloatWeights weights) {
    return weights.outputs() < MIN_OUTPUTS
        ? super.ofFloats(weights)
        : new VectorStoredFloatProduct(weights);
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
