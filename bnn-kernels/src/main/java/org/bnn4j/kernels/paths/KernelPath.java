package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.PackedDense;

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

  /** Whether it is the one to run where nobody asks for another. */
  boolean isPreferred() {
    return true;
  }

  /** Products with packed bits: rows of {@code Bits.words(fanIn)} words. */
  public abstract IntProduct ofBits(PackedDense weights);

  /** Products with unsigned bytes given as bit planes ({@link BytePlanes}). */
  public abstract IntProduct ofBytes(PackedDense weights);

  /** Products of floats with packed weights. */
  public abstract FloatProduct ofFloats(PackedDense weights);

  /** Products of floats with float weights. */
  public abstract FloatProduct ofFloats(FloatDense weights);
}
