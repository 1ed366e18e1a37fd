package org.bnn4j.layers.internal.verification;

import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;

/** Counts how the values of a node of the model agree with those of the network. */
final class LayerComparison {
  private final ComparedNode compared;
  private final int node;
  private final int width;
  private final EdgeKind kind;

  private long values;
  private long equal;
  private long rounding;
  private long inherited;
  private double maxDifference;

  LayerComparison(Graph graph, ComparedNode compared) {
    this.compared = compared;
    this.node = graph.indexOf(compared.name());
    this.width = graph.edge(node).size();
    this.kind = graph.edge(node).kind();
  }

  /**
   * Compares an example, to which the bound has been turned.
   *
   * @param expected the network's values, row by row
   * @param row the example's number among them
   * @param differs whether bits of the example differ before this layer
   * @return whether bits of the example differ here
   */
  boolean add(RoundingBound bound, float[] expected, int row, boolean differs) {
    boolean differsHere = false;
    for (int i = 0; i < width; i++) {
      float network = (float) compared.ofNetwork().applyAsDouble(expected[row * width + i]);
      double model = bound.value(node, i);
      values++;
      if (network == model) {
        equal++;
        continue;
      }
      differsHere |= kind == EdgeKind.BITS;
      maxDifference = Math.max(maxDifference, Math.abs(network - model));
      if (differs) {
        inherited++;
      } else if (isRounding(bound, i, network, model)) {
        rounding++;
      }
    }
    return differsHere;
  }

  private boolean isRounding(RoundingBound bound, int i, float network, double model) {
    if (bound.isExact(node)) {
      return false;
    }
    double tolerance = Verification.TOLERANCE * Math.max(1, Math.abs(network));
    boolean near = kind != EdgeKind.BITS && Math.abs(network - model) <= tolerance;
    return near || bound.explains(node, i, network); // the bound is a sum over all inputs
  }

  LayerAgreement result() {
    long unexplained = values - equal - rounding - inherited;
    return new LayerAgreement(
        compared.name(), kind, values, equal, rounding, inherited, unexplained, maxDifference);
  }
}
