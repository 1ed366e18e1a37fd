package org.bnn4j.layers.geometry;

/** Is told how far a survey is. */
@FunctionalInterface
public interface SurveyProgress {
  /**
   * Hears of a step.
   *
   * @param done layers that are done
   * @param all layers that there are
   * @param what comes next, for people
   */
  void at(int done, int all, String what);
}
