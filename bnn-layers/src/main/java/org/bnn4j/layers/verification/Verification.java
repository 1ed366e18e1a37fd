package org.bnn4j.layers.verification;

import java.util.List;
import java.util.Locale;

/**
 * How far a network and its exported model agree on a data set.
 *
 * @param rows examples compared
 * @param equalClasses examples for which both name the same class
 * @param maxScoreDifference largest absolute difference of a score
 * @param unexplainedClasses examples whose classes differ although no bit before them does, and
 *     whose scores are further apart than {@link #TOLERANCE}
 * @param layers one entry per layer whose values the model has, in order
 */
public record Verification(
    long rows,
    long equalClasses,
    double maxScoreDifference,
    long unexplainedClasses,
    List<LayerAgreement> layers) {
  /**
   * How far apart floats may be that no differing bit explains, relative to the larger of 1 and
   * their size.
   */
  public static final double TOLERANCE = 1e-4;

  /** Copies the list. */
  public Verification {
    layers = List.copyOf(layers);
  }

  /** Whether every difference is explained by the rounding of float sums. */
  public boolean agrees() {
    return unexplainedClasses == 0 && layers.stream().allMatch(layer -> layer.unexplained() == 0);
  }

  /**
   * Returns this if network and model agree.
   *
   * @throws ParityException if they do not, with the table of all layers
   */
  public Verification orThrow() {
    if (!agrees()) {
      throw new ParityException(
          "the exported model does not answer what the network answers\n" + this);
    }
    return this;
  }

  /** The agreement as a table. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "classes equal on %d of %d examples, scores within %.3g%n",
            equalClasses,
            rows,
            maxScoreDifference));
    text.append(
        String.format(
            "%-20s %-12s %14s %14s %10s %10s %12s %12s%n",
            "layer", "kind", "values", "equal", "rounding", "inherited", "unexplained", "largest"));
    for (LayerAgreement layer : layers) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-20s %-12s %14d %14d %10d %10d %12d %12.3g%n",
              layer.layer(),
              layer.kind().label(),
              layer.values(),
              layer.equal(),
              layer.rounding(),
              layer.inherited(),
              layer.unexplained(),
              layer.maxDifference()));
    }
    return text.toString();
  }
}
