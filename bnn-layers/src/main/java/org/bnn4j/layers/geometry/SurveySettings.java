package org.bnn4j.layers.geometry;

import java.util.Optional;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** How to measure, see {@link GeometrySurvey}. */
record SurveySettings(
    GeometryMode mode,
    int examples,
    int rows,
    long seed,
    VerdictRules rules,
    boolean probes,
    Optional<Swap> swap,
    SurveyProgress progress) {

  static SurveySettings of(GeometryMode mode) {
    return new SurveySettings(
        mode, 500, 4096, 1, VerdictRules.DEFAULT, false, Optional.empty(), (done, all, what) -> {});
  }

  SurveySettings withMode(GeometryMode mode) {
    return new SurveySettings(mode, examples, rows, seed, rules, probes, swap, progress);
  }

  SurveySettings withExamples(int examples) {
    return new SurveySettings(mode, examples, rows, seed, rules, probes, swap, progress);
  }

  SurveySettings withRows(int rows) {
    return new SurveySettings(mode, examples, rows, seed, rules, probes, swap, progress);
  }

  SurveySettings withSeed(long seed) {
    return new SurveySettings(mode, examples, rows, seed, rules, probes, swap, progress);
  }

  SurveySettings withRules(VerdictRules rules) {
    return new SurveySettings(mode, examples, rows, seed, rules, probes, swap, progress);
  }

  SurveySettings withProgress(SurveyProgress progress) {
    return new SurveySettings(mode, examples, rows, seed, rules, probes, swap, progress);
  }

  SurveySettings withProbes() {
    return new SurveySettings(mode, examples, rows, seed, rules, true, swap, progress);
  }

  SurveySettings withSwap(Swap test) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, Optional.of(test), progress);
  }

  /**
   * Data of a swap test.
   *
   * @param train what statistics of batch normalizations are measured on
   * @param batches minibatches of it to use
   * @param test labelled examples
   */
  record Swap(DataSetIterator train, int batches, DataSetIterator test) {}
}
