package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.PackedDense;

/**
 * One way of writing the product loops. Each method repacks a layer's weights, once, at load; what
 * it returns is immutable and shared between threads.
 */
public interface KernelPath {
  /** The name that selects it: {@code reference}, {@code plain} or {@code vector}. */
  String name();

  /** Its name and what it found on this machine, for a person. */
  String describe();

  /** Products with packed bits: rows of {@code Bits.words(fanIn)} words. */
  IntProduct ofBits(PackedDense weights);

  /** Products with unsigned bytes given as bit planes ({@link BytePlanes}). */
  IntProduct ofBytes(PackedDense weights);

  /** Products of floats with packed weights. */
  FloatProduct ofFloats(PackedDense weights);

  /** Products of floats with float weights. */
  FloatProduct ofFloats(FloatDense weights);
}
