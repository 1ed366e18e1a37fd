package org.bnn4j.layers.export;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.layers.internal.verification.Verifier;
import org.bnn4j.layers.verification.Verification;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Verifies an export on a data set, after a check that model and data belong to it. */
final class VerificationRun {
  private VerificationRun() {}

  /**
   * Compares the network of an export with a model.
   *
   * @throws ExportException if the model is not of this network, or the data has another
   *     preprocessor, another shape, or no examples
   */
  static Verification of(Export export, BnnModel model, DataSetIterator data) {
    requireExportedFrom(export.graph(), model);
    DataSetPreProcessor preprocessor = data.getPreProcessor();
    if (preprocessor != null && preprocessor != export.normalization().normalizer()) {
      throw new ExportException(
          "the data has the preprocessor "
              + preprocessor.getClass().getSimpleName()
              + ", which is not the normalizer of this export: pass raw data, or name it with normalizer(...)");
    }
    Verifier verifier = new Verifier(export.compared(), model);
    data.setPreProcessor(null);
    try {
      data.reset();
      while (data.hasNext()) {
        verifier.add(export.fed().array(data.next().getFeatures()));
      }
    } finally {
      data.setPreProcessor(preprocessor);
    }
    Verification result = verifier.result();
    if (result.rows() == 0) {
      throw new ExportException("there is nothing to verify: the data set has no examples");
    }
    return result;
  }

  private static void requireExportedFrom(Graph graph, BnnModel model) {
    requireSame("its layers are", graph.names(), model.layers());
    try (BnnSession session = model.newTracingSession(1)) {
      for (String name : graph.names()) {
        LayerValues values = session.values(name);
        Edge expected = graph.edge(graph.indexOf(name));
        String what = "layer '" + name + "' puts out";
        requireSame(what, expected.size(), values.width());
        requireSame(what, expected.kind(), values.kind());
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
}
