package org.bnn4j.layers.geometry;

import java.util.List;

/**
 * A verdict and why.
 *
 * @param verdict what the numbers amount to
 * @param reasons what decided, the gravest first
 */
public record Judgement(Verdict verdict, List<Reason> reasons) {

  public Judgement {
    reasons = List.copyOf(reasons);
  }

  /** What a verdict may rest on. */
  public enum Code {
    /** The median of the outputs' correlations. */
    MEDIAN_R,
    /** The tenth percentile of the outputs' correlations. */
    P10_R,
    /** The share of decisions that flip. */
    FLIPS,
    /** The weights' kurtosis. */
    KURTOSIS,
    /** The number of inputs of an output. */
    FAN_IN,
    /** The layer is the network's first or last. */
    FIRST_OR_LAST,
    /** The products never change. */
    CONSTANT,
    /** The products were not measured. */
    NOT_MEASURED
  }

  /**
   * One reason.
   *
   * @param code what it is about
   * @param text a sentence with the number in it
   */
  public record Reason(Code code, String text) {}
}
