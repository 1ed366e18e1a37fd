package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.layers.internal.network.ForwardPass;
import org.bnn4j.layers.internal.network.Topology;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a network and its exported model side by side and compares what every layer puts out. */
final class Verifier {
  /** The most values of all layers together that are compared at once. */
  private static final long MAX_VALUES = 1 << 24;

  private final Topology network;
  private final InputNormalization normalization;
  private final NetworkTranslator.Result exported;
  private final BnnModel model;
  private final RoundingBound bound;

  /** The vertices whose values the model has too, in order: number, and the comparisons. */
  private final Map<Integer, List<LayerComparison>> comparisons = new LinkedHashMap<>();

  private long rows;
  private long equalClasses;
  private long unexplainedClasses;
  private double maxScoreDifference;

  Verifier(
      Topology network,
      InputNormalization normalization,
      NetworkTranslator.Result exported,
      BnnModel model) {
    this.network = network;
    this.normalization = normalization;
    this.exported = exported;
    this.model = model;
    Graph graph = exported.graph();
    this.bound = new RoundingBound(graph, normalization);
    requireSame("its layers are", graph.names(), model.layers());
    try (BnnSession session = model.newTracingSession(1)) {
      for (String name : graph.names()) {
        LayerValues values = session.values(name);
        String what = "layer '" + name + "' puts out";
        requireSame(what, graph.edge(graph.indexOf(name)).size(), values.width());
        requireSame(what, graph.edge(graph.indexOf(name)).kind(), values.kind());
      }
    }
    for (int i = 0; i < network.vertices().size(); i++) {
      comparisons.put(i, LayerComparison.of(graph, LayerRef.of(network.vertices().get(i))));
    }
  }

  private static void requireSame(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new ExportException(
          "the model was not exported from this network: "
              + what
              + " "
              + actual
              + ", not "
              + expected);
    }
  }

  Verification run(DataSetIterator data) {
    DataSetPreProcessor preprocessor = data.getPreProcessor();
    if (preprocessor != null && preprocessor != normalization.normalizer()) {
      throw new ExportException(
          "the data has the preprocessor "
              + preprocessor.getClass().getSimpleName()
              + ", which is not the normalizer of this export: pass raw data, or name it with normalizer(...)");
    }
    data.setPreProcessor(null);
    try {
      data.reset();
      while (data.hasNext()) {
        compareInParts(data.next().getFeatures());
      }
    } finally {
      data.setPreProcessor(preprocessor);
    }
    if (rows == 0) {
      throw new ExportException("there is nothing to verify: the data set has no examples");
    }
    List<LayerAgreement> layers = new ArrayList<>();
    comparisons.values().forEach(of -> of.forEach(comparison -> layers.add(comparison.result())));
    return new Verification(rows, equalClasses, maxScoreDifference, unexplainedClasses, layers);
  }

  private void compareInParts(INDArray features) {
    long count = features.size(0);
    INDArray raw = exported.fed().array(features);
    long values = 0;
    for (int node = 0; node < exported.graph().nodes().size(); node++) {
      values += exported.graph().edge(node).size();
    }
    long part = Math.max(1, Math.min(count, MAX_VALUES / values));
    for (long first = 0; first < count; first += part) {
      long end = Math.min(count, first + part);
      compare(raw.get(NDArrayIndex.interval(first, end)).dup('c'));
    }
  }

  private void compare(INDArray raw) {
    int count = (int) raw.size(0);
    List<float[]> activations = activations(normalization.apply(raw));
    float[] scores = new float[count * model.outputs()];
    try (BnnSession session = model.newTracingSession(count)) {
      session.run(raw.data().asFloat(), count, scores);
      bound.turnTo(session);
      for (int row = 0; row < count; row++) {
        bound.turnTo(row);
        boolean differs = false;
        for (Map.Entry<Integer, List<LayerComparison>> vertex : comparisons.entrySet()) {
          float[] expected = activations.get(vertex.getKey());
          for (LayerComparison comparison : vertex.getValue()) {
            differs |= comparison.add(bound, expected, row, differs);
          }
        }
        compareScores(activations.get(activations.size() - 1), scores, row, differs);
      }
    }
  }

  /** What every vertex puts out, in the order in which a model has it. */
  private List<float[]> activations(INDArray input) {
    List<float[]> values = new ArrayList<>();
    ForwardPass.throughAll(network)
        .run(
            new INDArray[] {input},
            null,
            (vertex, inputs, examples) -> {
              INDArray output = vertex.activate(inputs, examples, false);
              values.add(exported.layouts().get(vertex.name()).innermost(output));
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
