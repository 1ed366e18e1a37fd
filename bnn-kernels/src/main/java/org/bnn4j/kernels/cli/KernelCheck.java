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
  private final BenchInputs inputs;

  KernelCheck(BnnModel model) {
    this.model = model;
    this.inputs = new BenchInputs(model, ROWS);
  }

  /**
   * Compares.
   *
   * @return what was found, in words
   * @throws DataException if the kernels are wrong
   */
  String run() throws DataException {
    float[] fast = new float[ROWS * model.outputs()];
    float[] kept = new float[fast.length];
    try (BnnSession session = model.newSession(ROWS);
        BnnSession tracing = model.newTracingSession(ROWS);
        BnnSession reference = model.onKernels("reference").newTracingSession(ROWS)) {
      inputs.run(session, ROWS, fast);
      inputs.run(tracing, ROWS, kept);
      for (int i = 0; i < fast.length; i++) {
        if (Float.compare(fast[i], kept[i]) != 0) {
          throw new DataException(
              "the "
                  + model.kernels()
                  + " kernels disagree with themselves: score "
                  + i
                  + " is "
                  + fast[i]
                  + " fused and "
                  + kept[i]
                  + " not");
        }
      }
      inputs.run(reference, ROWS, new float[fast.length]);
      return compare(tracing, reference);
    }
  }

  private String compare(BnnSession tracing, BnnSession reference) throws DataException {
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
    return "equal to the reference kernels in every layer";
  }

  /** The largest difference of a layer. */
  private double difference(String layer, LayerValues actual, LayerValues expected)
      throws DataException {
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
      throw new DataException(
          "the "
              + model.kernels()
              + " kernels are wrong: layer '"
              + layer
              + "' differs from the reference by "
              + largest
              + ", and at most "
              + allowed
              + " is rounding");
    }
    return largest;
  }
}
