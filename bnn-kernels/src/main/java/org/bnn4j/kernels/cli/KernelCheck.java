package org.bnn4j.kernels.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Compares a model's kernels with the reference ones, layer by layer, for every row for which what
 * the layer reads is equal in both. Integers must be equal then; floats may differ as the order of
 * a sum explains.
 */
final class KernelCheck {
  /** Far above the rounding of any sum of floats here, far below a wrong weight. */
  private static final double TOLERANCE = 1e-3;

  private static final int ROWS = 4;

  private final Graph graph;
  private final BnnModel model;
  private final BnnModel reference;

  /** For each layer that has been compared, the rows in which both put out the same. */
  private final Map<String, boolean[]> equalRows = new HashMap<>();

  private final List<String> notCompared = new ArrayList<>();
  private String roundedLayer;
  private double largestRounding;

  /** Compares a model with the same one on the reference kernels. */
  KernelCheck(Graph graph, BnnModel model) {
    this(graph, model, model.onKernels("reference"));
  }

  /**
   * Compares a model with another one.
   *
   * @param graph whose layers both have
   */
  KernelCheck(Graph graph, BnnModel model, BnnModel reference) {
    this.graph = graph;
    this.model = model;
    this.reference = reference;
  }

  /** Says what was found, if the kernels are right. */
  String run() throws CliException {
    byte[] inputs = Bench.inputs(model, ROWS);
    float[] fused = new float[ROWS * model.outputs()];
    float[] scores = new float[fused.length];
    try (BnnSession session = ModelSource.session(model, ROWS);
        BnnSession tracing = model.newTracingSession(ROWS);
        BnnSession expected = reference.newTracingSession(ROWS)) {
      session.run(inputs, ROWS, fused);
      tracing.run(inputs, ROWS, scores);
      for (int i = 0; i < fused.length; i++) {
        if (Float.compare(fused[i], scores[i]) != 0) {
          throw wrong("score " + i + " is " + fused[i] + " fused and " + scores[i] + " not");
        }
      }
      expected.run(inputs, ROWS, scores);
      for (String layer : model.layers()) {
        compare(layer, tracing.values(layer), expected.values(layer));
      }
    }
    if (roundedLayer == null) {
      return "equal to the reference kernels in every layer";
    }
    return "equal to the reference kernels but for rounding (largest difference "
        + largestRounding
        + ", in layer '"
        + roundedLayer
        + "')"
        + (notCompared.isEmpty()
            ? ""
            : "; not compared, as they read what differs: " + notCompared);
  }

  private void compare(String layer, LayerValues actual, LayerValues expected) throws CliException {
    boolean[] equal = new boolean[ROWS];
    boolean compared = false;
    double scale = 0;
    double largest = 0;
    for (int row = 0; row < ROWS; row++) {
      double difference = 0;
      for (int i = 0; i < expected.width(); i++) {
        double value = expected.get(row, i);
        difference = Math.max(difference, difference(value, actual.get(row, i)));
        scale = Math.max(scale, Math.abs(value));
      }
      equal[row] = difference == 0;
      if (readsEqual(layer, row)) {
        compared = true;
        largest = Math.max(largest, difference);
      }
    }
    equalRows.put(layer, equal);
    double allowed = expected.kind() == EdgeKind.FLOAT ? TOLERANCE * scale : 0;
    if (!(largest <= allowed)) {
      throw wrong(
          "layer '" + layer + "' differs from the reference by " + largest + ", not by " + allowed);
    }
    if (!compared) {
      notCompared.add(layer);
    }
    if (largest > largestRounding) {
      largestRounding = largest;
      roundedLayer = layer;
    }
  }

  private boolean readsEqual(String layer, int row) {
    boolean equal = true;
    for (int input : graph.nodes().get(graph.indexOf(layer)).inputs()) {
      equal &= equalRows.get(graph.nodes().get(input).name())[row];
    }
    return equal;
  }

  private static double difference(double expected, double actual) {
    if (Double.compare(expected, actual) == 0) {
      return 0;
    }
    double difference = Math.abs(expected - actual);
    return Double.isNaN(difference) ? Double.MAX_VALUE : difference;
  }

  private CliException wrong(String what) {
    return CliException.badData("the " + model.kernels() + " kernels are wrong: " + what);
  }
}
