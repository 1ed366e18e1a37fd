package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Runs a network and its exported model side by side and compares what every layer puts out. */
final class Verifier {
  private final MultiLayerNetwork network;
  private final InputNormalization normalization;
  private final BnnModel model;

  /**
   * The layers whose values the model has too, in order: index in the network, and the comparison.
   */
  private final Map<Integer, LayerComparison> comparisons = new LinkedHashMap<>();

  private long rows;
  private long equalClasses;
  private long unexplainedClasses;
  private double maxScoreDifference;

  Verifier(
      MultiLayerNetwork network, InputNormalization normalization, Graph graph, BnnModel model) {
    this.network = network;
    this.normalization = normalization;
    this.model = model;
    List<String> names = graph.nodes().stream().map(Node::name).toList();
    requireSame("its layers are", names, model.layers());
    try (BnnSession session = model.newTracingSession(1)) {
      for (int i = 0; i < names.size(); i++) {
        LayerValues values = session.values(names.get(i));
        String what = "layer '" + names.get(i) + "' puts out";
        requireSame(what, graph.edge(i).size(), values.width());
        requireSame(what, graph.edge(i).kind(), values.kind());
      }
    }
    for (int i = 0; i < network.getnLayers(); i++) {
      String name =
          LayerRef.of(i, network.getLayerWiseConfigurations().getConf(i).getLayer()).name();
      if (names.contains(name)) {
        comparisons.put(i, new LayerComparison(graph, name, normalization));
      }
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
        compare(data.next().getFeatures());
      }
    } finally {
      data.setPreProcessor(preprocessor);
    }
    if (rows == 0) {
      throw new ExportException("there is nothing to verify: the data set has no examples");
    }
    List<LayerAgreement> layers = new ArrayList<>();
    comparisons.values().forEach(comparison -> layers.add(comparison.result()));
    return new Verification(rows, equalClasses, maxScoreDifference, unexplainedClasses, layers);
  }

  private void compare(INDArray features) {
    int count = (int) features.size(0);
    INDArray raw = features.reshape('c', count, features.length() / count);
    List<float[]> activations = activations(normalization.apply(raw));
    float[] scores = new float[count * model.outputs()];
    try (BnnSession session = model.newTracingSession(count)) {
      session.run(raw.dup('c').data().asFloat(), count, scores);
      boolean[] differs = new boolean[count];
      comparisons.forEach(
          (layer, comparison) -> comparison.add(session, activations.get(layer), differs));
      compareScores(activations.get(activations.size() - 1), scores, differs);
    }
  }

  /**
   * What every layer puts out. Read layer by layer, because some write over their input: after a
   * whole forward pass the values before an ActivationLayer are gone.
   */
  private List<float[]> activations(INDArray input) {
    List<float[]> values = new ArrayList<>();
    INDArray current = input;
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      current = network.getLayer(layer).activate(current, false, LayerWorkspaceMgr.noWorkspaces());
      values.add(current.dup('c').data().asFloat());
    }
    return values;
  }

  private void compareScores(float[] expected, float[] actual, boolean[] differs) {
    int outputs = model.outputs();
    for (int row = 0; row < differs.length; row++) {
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
      } else if (!differs[row] && difference > Verification.TOLERANCE * size) {
        unexplainedClasses++;
      }
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
