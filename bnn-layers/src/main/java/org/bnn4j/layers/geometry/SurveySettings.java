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
    Optional<DataSetIterator> swapData,
    int swapBatches,
    SurveyProgress progress) {

  static SurveySettings of(GeometryMode mode) {
    return new SurveySettings(
        mode,
        500,
        4096,
        1,
        VerdictRules.DEFAULT,
        false,
        Optional.empty(),
        1,
        (done, all, what) -> {});
  }

  SurveySettings withMode(GeometryMode mode) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, swapData, swapBatches, progress);
  }

  SurveySettings withExamples(int examples) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, swapData, swapBatches, progress);
  }

  SurveySettings withRows(int rows) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, swapData, swapBatches, progress);
  }

  SurveySettings withSeed(long seed) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, swapData, swapBatches, progress);
  }

  SurveySettings withRules(VerdictRules rules) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, swapData, swapBatches, progress);
  }

  SurveySettings withProgress(SurveyProgress progress) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, swapData, swapBatches, progress);
  }

  SurveySettings withProbes() {
    return new SurveySettings(
        mode, examples, rows, seed, rules, true, swapData, swapBatches, progress);
  }

  SurveySettings withSwapTest(DataSetIterator test, int batches) {
    return new SurveySettings(
        mode, examples, rows, seed, rules, probes, Optional.of(test), batches, progress);
  }
}
