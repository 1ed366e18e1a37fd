package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Graph;

/** Counts how one layer's values in the network and in the model agree. */
final class LayerComparison {
  private final String name;
  private final EdgeKind kind;
  private final boolean exact;
  private final Optional<RoundingBound> bound;

  private long values;
  private long equal;
  private long rounding;
  private long inherited;
  private double maxDifference;

  LayerComparison(Graph graph, String name, InputNormalization normalization) {
    this.name = name;
    int node = graph.indexOf(name);
    this.kind = graph.edge(node).kind();
    this.exact = RoundingBound.isExact(graph, node, normalization);
    this.bound = RoundingBound.of(graph, node, normalization);
  }

  /**
   * Compares a batch.
   *
   * @param expected the network's values, row by row
   * @param differs whether bits of a row differ already before this layer; set for rows whose bits
   *     differ here
   */
  void add(BnnSession session, float[] expected, boolean[] differs) {
    LayerValues actual = session.values(name);
    for (int row = 0; row < differs.length; row++) {
      boolean differsHere = false;
      for (int i = 0; i < actual.width(); i++) {
        float network = expected[row * actual.width() + i];
        double model = actual.get(row, i);
        values++;
        if (network == model) {
          equal++;
          continue;
        }
        differsHere |= kind == EdgeKind.BITS;
        maxDifference = Math.max(maxDifference, Math.abs(network - model));
        if (differs[row]) {
          inherited++;
        } else if (isRounding(session, row, i, network, model)) {
          rounding++;
        }
      }
      differs[row] |= differsHere;
    }
  }

  private boolean isRounding(BnnSession session, int row, int i, float network, double model) {
    if (exact) {
      return false;
    } else if (bound.isPresent() && bound.get().explains(session, row, i, network, model)) {
      return true;
    }
    return kind != EdgeKind.BITS
        && Math.abs(network - model) <= Verification.TOLERANCE * Math.max(1, Math.abs(network));
  }

  LayerAgreement result() {
    long unexplained = values - equal - rounding - inherited;
    return new LayerAgreement(
        name, kind, values, equal, rounding, inherited, unexplained, maxDifference);
  }
}
