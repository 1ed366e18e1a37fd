package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.verification.ExportedNetwork;
import org.bnn4j.layers.internal.verification.ExportedVertex;
import org.bnn4j.layers.internal.verification.Normalization;

/**
 * A network, and what it became.
 *
 * @param fed what the network is fed
 * @param normalization what raw data goes through first
 * @param vertices what became of each vertex, in order
 */
record Export(
    Topology network,
    NetworkInput fed,
    InputNormalization normalization,
    Graph graph,
    ExportReport report,
    List<ExportedVertex> vertices) {

  /** The same, as verification takes it. */
  ExportedNetwork compared() {
    Normalization normalized =
        new Normalization(
            normalization::apply, normalization.terms().isEmpty(), normalization.rawOffset());
    return new ExportedNetwork(network, graph, vertices, normalized);
  }
}
