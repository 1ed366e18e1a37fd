package org.bnn4j.layers.internal.verification;

import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.layers.internal.network.Topology;

/**
 * A network, and the graph that was exported from it.
 *
 * @param vertices what became of each vertex, in the order of {@code network.vertices()}
 * @param normalization what raw data goes through before the network takes it
 */
public record ExportedNetwork(
    Topology network, Graph graph, List<ExportedVertex> vertices, Normalization normalization) {
  public ExportedNetwork {
    vertices = List.copyOf(vertices);
  }
}
