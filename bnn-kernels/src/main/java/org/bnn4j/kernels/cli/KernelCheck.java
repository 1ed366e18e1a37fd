package org.bnn4j.kernels.cli;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.LayerValues;

/**
 * Compares a model's kernels with the reference ones, layer by layer in the order of computation,
 * up to the first layer that differs. Integers must be equal. A layer of floats may differ as the
 * order of a sum explains; whatever comes after it may then differ for good reason.
 */
final class KernelCheck {
  /** Far above the rounding of any sum of floats here, far below a wrong weight. */
  private static final double TOLERANCE = 1e-3;

  private static final int ROWS = 4;

  private final BnnModel model;

  KernelCheck(BnnModel model) {
    this.model = model;
  }

  /** Says what was found, if the kernels are right. */
  String run() throws CliException {
    byte[] inputs = Bench.inputs(model, ROWS);
    float[] fused = new float[ROWS * model.outputs()];
    float[] scores = new float[fused.length];
    try (BnnSession session = model.newSession(ROWS);
        BnnSession tracing = model.newTracingSession(ROWS);
        BnnSession reference = model.onKernels("reference").newTracingSession(ROWS)) {
      session.run(inputs, ROWS, fused);
      tracing.run(inputs, ROWS, scores);
      for (int i = 0; i < fused.length; i++) {
        if (Float.compare(fused[i], scores[i]) != 0) {
          throw wrong("score " + i + " is " + fused[i] + " fused and " + scores[i] + " not");
        }
      }
      reference.run(inputs, ROWS, scores);
      for (String layer : model.layers()) {
        double difference = difference(layer, tracing.values(layer), reference.values(layer));
        if (difference > 0) {
          return "equal to the reference kernels up to layer '"
              + layer
              + "', whose floats are within rounding (largest difference "
              + difference
              + ")";
        }
      }
    }
    return "equal to the reference kernels in every layer";
  }

  /** The largest difference of a layer. */
  private double difference(String layer, LayerValues actual, LayerValues expected)
      throws CliException {
    double scale = 0;
    double largest = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < expected.width(); i++) {
        double value = expected.get(row, i);
        if (Double.compare(value, actual.get(row, i)) != 0) {
          double difference = Math.abs(value - actual.get(row, i));
          largest = Math.max(largest, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
        }
        scale = Math.max(scale, Math.abs(value));
      }
    }
    double allowed = expected.kind() == EdgeKind.FLOAT ? TOLERANCE * scale : 0;
    if (!(largest <= allowed)) {
      throw wrong(
          "layer '" + layer + "' differs from the reference by " + largest + ", not by " + allowed);
    }
    return largest;
  }

  private CliException wrong(String what) {
    return CliException.badData("the " + model.kernels() + " kernels are wrong: " + what);
  }
}
