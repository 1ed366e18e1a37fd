package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * One way of writing the product loops. Each method repacks a layer's weights, once, at load; what
 * it returns is immutable and shared between threads.
 */
public abstract class KernelPath {
  private final String name;
  private final String details;

  KernelPath(String name, String details) {
    this.name = name;
    this.details = details;
  }

  /** The name that selects it: {@code reference}, {@code plain} or {@code vector}. */
  public final String name() {
    return name;
  }

  /** Its name and what it found on this machine, for a person. */
  public final String describe() {
    return name + " (" + details + ")";
  }

  /** Whether it is the definition, in naive loops, that others are compared with. */
  public boolean isReference() {
    return false;
  }

  /** Whether it is the one to run where nobody asks for another. */
  boolean isPreferred() {
    return true;
  }

  /**
   * Products with packed bits: rows of {@code Bits.words(fanIn)} words.
   *
   * @param segments pieces of a row, a divisor of its words
   */
  public abstract IntProduct ofBits(PackedWeights weights, int segments);

  /** Products with unsigned bytes, which {@link IntProduct#pack} lays out. */
  public abstract IntProduct ofBytes(PackedWeights weights);

  /** Makes bits of accumulators. */
  public BitPacker packer() {
    return new BitPacker();
  }

  /** Products of floats with packed weights. */
  public abstract FloatProduct ofFloats(PackedWeights weights);

  /** Products of floats with float weights. */
  public abstract FloatProduct ofFloats(FloatWeights weights);
}
