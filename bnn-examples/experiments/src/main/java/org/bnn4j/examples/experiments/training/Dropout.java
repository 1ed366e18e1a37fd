package org.bnn4j.examples.experiments.training;

/**
 * Which share of a layer's inputs is left out in each training step.
 *
 * @param input of the first layer
 * @param hidden of all others
 */
public record Dropout(double input, double hidden) {
  /** Nothing is left out. */
  public static final Dropout NONE = new Dropout(0, 0);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is not at least 0 and below 1
   */
  public Dropout {
    requireShare(input);
    requireShare(hidden);
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("dropout must be at least 0 and below 1, got " + share);
    }
  }
}
