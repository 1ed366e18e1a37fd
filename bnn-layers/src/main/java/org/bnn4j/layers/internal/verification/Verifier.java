package org.bnn4j.layers.internal.verification;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.layers.internal.network.ForwardPass;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a network and its exported model side by side and compares what every layer puts out. */
public final class Verifier {
  /** The most values of all layers together that are compared at once. */
  private static final long MAX_VALUES = 1 << 24;

  private final ExportedNetwork exported;
  private final BnnModel model;
  private final RoundingBound bound;

  /** How many examples are compared at once. */
  private final long part;

  /** Of each vertex. */
  private final List<List<LayerComparison>> comparisons;

  private long rows;
  private long equalClasses;
  private long unexplainedClasses;
  private double maxScoreDifference;

  /**
   * Compares a network with a model of the same nodes as its own graph has.
   *
   * @param model for instance one that was loaded from a file
   */
  public Verifier(ExportedNetwork exported, BnnModel model) {
    this.exported = exported;
    this.model = model;
    Graph graph = exported.graph();
    this.bound = new RoundingBound(graph, exported.normalization());
    long values = 0;
    for (int node = 0; node < graph.nodes().size(); node++) {
      values += graph.edge(node).size();
    }
    this.part = Math.max(1, MAX_VALUES / values);
    this.comparisons =
        exported.vertices().stream()
            .map(
                vertex ->
                    vertex.nodes().stream().map(of -> new LayerComparison(graph, of)).toList())
            .toList();
  }

  /**
   * Compares examples.
   *
   * @param raw what the normalization takes, in the shape that the network is fed
   */
  public void add(INDArray raw) {
    long count = raw.size(0);
    for (long first = 0; first < count; first += part) {
      long end = Math.min(count, first + part);
      compare(raw.get(NDArrayIndex.interval(first, end)).dup('c'));
    }
  }

  /** What all comparisons so far found. */
  public Verification result() {
    List<LayerAgreement> layers =
        comparisons.stream().flatMap(List::stream).map(LayerComparison::result).toList();
    return new Verification(rows, equalClasses, maxScoreDifference, unexplainedClasses, layers);
  }

  private void compare(INDArray raw) {
    int count = (int) raw.size(0);
    List<float[]> activations = activations(exported.normalization().function().apply(raw));
    float[] scores = new float[count * model.outputs()];
    try (BnnSession session = model.newTracingSession(count)) {
      session.run(raw.data().asFloat(), count, scores);
      bound.turnTo(session);
      for (int row = 0; row < count; row++) {
        bound.turnTo(row);
        boolean differs = false;
        for (int vertex = 0; vertex < comparisons.size(); vertex++) {
          for (LayerComparison comparison : comparisons.get(vertex)) {
            differs |= comparison.add(bound, activations.get(vertex), row, differs);
          }
        }
        compareScores(activations.get(activations.size() - 1), scores, row, differs);
      }
    }
  }

  /** What every vertex puts out, in the order in which a model has it. */
  private List<float[]> activations(INDArray input) {
    List<float[]> values = new ArrayList<>();
    ForwardPass.throughAll(exported.network())
        .run(
            new INDArray[] {input},
            null,
            (vertex, inputs, examples) -> {
              INDArray output = vertex.activate(inputs, examples, false);
              values.add(exported.vertices().get(vertex.index()).layout().innermost(output));
              return output;
            });
    return values;
  }

  private void compareScores(float[] expected, float[] actual, int row, boolean differs) {
    int outputs = model.outputs();
    double difference = 0;
    double size = 1;
    for (int k = row * outputs; k < (row + 1) * outputs; k++) {
      difference = Math.max(difference, Math.abs((double) expected[k] - actual[k]));
      size = Math.max(size, Math.abs(expected[k]));
    }
    maxScoreDifference = Math.max(maxScoreDifference, difference);
    rows++;
    if (best(expected, row) == best(actual, row)) {
      equalClasses++;
    } else if (!differs && difference > Verification.TOLERANCE * size) {
      unexplainedClasses++;
    }
  }

  private int best(float[] scores, int row) {
    int outputs = model.outputs();
    int best = row * outputs;
    for (int k = best + 1; k < (row + 1) * outputs; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
