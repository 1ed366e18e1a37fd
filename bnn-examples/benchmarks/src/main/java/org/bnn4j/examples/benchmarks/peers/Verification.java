package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what the contenders answer, in the processes that are measured: packed models with each
 * other, exactly, and with Deeplearning4j's network of binary weights; float networks with
 * Deeplearning4j's own; the quantized one with ONNX Runtime's of floats.
 */
final class Verification {
  private static final double BINARY_TOLERANCE = 1e-5;
  private static final double FLOAT_TOLERANCE = 1e-4;
  private static final double LEAST_CORRELATION = 0.9;

  /** Deeplearning4j's own convolutions take their time. */
  private static final int FLOAT_EXAMPLES = 32;

  private final Map<String, Object> findings = new LinkedHashMap<>();

  private Verification() {}

  /**
   * Compares them.
   *
   * @throws IllegalStateException if answers differ by more than they may
   */
  static Verification of(List<WorkerProcess> workers, Models models) throws IOException {
    Verification verification = new Verification();
    verification.packed(workers, models.binaryScores());
    WorkerProcess dl4j = first(workers, Kind.DL4J);
    float[] floats = dl4j.scores(FLOAT_EXAMPLES);
    for (WorkerProcess worker : workers) {
      Kind kind = worker.contender().kind();
      if (worker != dl4j && !worker.contender().packed() && kind != Kind.ONNX_INT8) {
        verification.near(worker, floats, FLOAT_TOLERANCE, worker.scores(FLOAT_EXAMPLES));
      }
    }
    float[] expected = first(workers, Kind.ONNX_FLOAT).scores(Models.EXAMPLES);
    for (WorkerProcess worker : workers) {
      if (worker.contender().kind() == Kind.ONNX_INT8) {
        verification.quantized(worker, expected);
      }
    }
    return verification;
  }

  private static WorkerProcess first(List<WorkerProcess> workers, Kind kind) {
    return workers.stream().filter(w -> w.contender().kind() == kind).findFirst().orElseThrow();
  }

  private void packed(List<WorkerProcess> workers, float[] binary) throws IOException {
    float[] first = null;
    for (WorkerProcess worker : workers) {
      if (worker.contender().packed()) {
        float[] scores = worker.scores(Models.EXAMPLES);
        if (first == null) {
          first = scores;
          near(worker, binary, BINARY_TOLERANCE, scores);
        } else if (!Arrays.equals(first, scores)) {
          throw new IllegalStateException(worker.contender() + " answers otherwise than the first");
        }
      }
    }
    findings.put(
        "all packed models answer the same for all " + Models.EXAMPLES + " examples", true);
  }

  private void near(WorkerProcess worker, float[] expected, double tolerance, float[] scores) {
    Contender contender = worker.contender();
    if (scores.length < expected.length) {
      throw new IllegalStateException(
          "%s must answer %d scores, got %d".formatted(contender, expected.length, scores.length));
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(scores[i] - expected[i]));
    }
    if (!(largest <= tolerance) || scores.length != expected.length) {
      throw new IllegalStateException(
          contender + " differs by " + largest + ", more than " + tolerance);
    }
    String reference = contender.packed() ? "its binary network" : "float32";
    findings.put(contender + ": largest difference from Deeplearning4j, " + reference, largest);
  }

  private void quantized(WorkerProcess worker, float[] expected) throws IOException {
    float[] scores = worker.scores(Models.EXAMPLES);
    Scores int8 = new Scores(scores, Net.CLASSES);
    Scores floats = new Scores(expected, Net.CLASSES);
    double correlation = int8.correlation(floats);
    if (!(correlation >= LEAST_CORRELATION)) {
      throw new IllegalStateException(
          worker.contender() + " has little to do with float32: correlation " + correlation);
    }
    findings.put(worker.contender() + ": share of classes as float32", int8.sameClasses(floats));
    findings.put(worker.contender() + ": correlation with float32", correlation);
  }

  /** What was found, in words and numbers. */
  Map<String, Object> findings() {
    return findings;
  }
}
