package org.bnn4j.layers.conversion;

import java.util.List;
import org.bnn4j.layers.internal.network.NetworkCopy;
import org.bnn4j.layers.internal.network.Topology;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A graph of layers and other vertices, of any number of inputs and outputs. */
record SourceGraph(ComputationGraph network, List<SourceVertex> vertices)
    implements SourceNetwork<ComputationGraph> {

  static SourceGraph of(ComputationGraph network) {
    return new SourceGraph(network, SourceVertex.of(Topology.of(network)));
  }

  @Override
  public boolean hasIndices() {
    return false;
  }

  @Override
  public ComputationGraph copy(ConversionPlan plan) {
    return NetworkCopy.of(network, plan);
  }

  @Override
  public Trainable layer(ComputationGraph copy, int index) {
    return copy.getVertex(vertices.get(index).name());
  }
}
