package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.EdgeKind;

/** Counts how one layer's values in the network and in the model agree. */
final class LayerComparison {
  private final String name;
  private final int node;
  private final int width;
  private final EdgeKind kind;
  private final DoubleUnaryOperator ofNetwork;

  private long values;
  private long equal;
  private long rounding;
  private long inherited;
  private double maxDifference;

  private LayerComparison(Graph graph, String name) {
    this(graph, name, value -> value);
  }

  /**
   * Compares one node.
   *
   * @param ofNetwork what the node has of a value of the network's
   */
  private LayerComparison(Graph graph, String name, DoubleUnaryOperator ofNetwork) {
    this.name = name;
    this.ofNetwork = ofNetwork;
    this.node = graph.indexOf(name);
    this.width = graph.edge(node).size();
    this.kind = graph.edge(node).kind();
  }

  /** The comparisons of what the model has of a vertex: its value, or the bits of a ternary one. */
  static List<LayerComparison> of(Graph graph, LayerRef vertex) {
    List<LayerComparison> comparisons = new ArrayList<>();
    if (graph.names().contains(TernaryBits.above(vertex))) {
      String above = TernaryBits.above(vertex);
      String below = TernaryBits.below(vertex);
      comparisons.add(new LayerComparison(graph, above, value -> value > 0 ? 1 : -1));
      comparisons.add(new LayerComparison(graph, below, value -> value < 0 ? -1 : 1));
    }
    if (graph.names().contains(vertex.name())) {
      comparisons.add(new LayerComparison(graph, vertex.name()));
    }
    return comparisons;
  }

  /**
   * Compares an example, to which the bound has been turned.
   *
   * @param expected the network's values, row by row
   * @param row the example's number among them
   * @param differs whether bits of the example differ already before this layer
   * @return whether they do here
   */
  boolean add(RoundingBound bound, float[] expected, int row, boolean differs) {
    boolean differsHere = false;
    for (int i = 0; i < width; i++) {
      float network = (float) ofNetwork.applyAsDouble(expected[row * width + i]);
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
        name, kind, values, equal, rounding, inherited, unexplained, maxDifference);
  }
}
