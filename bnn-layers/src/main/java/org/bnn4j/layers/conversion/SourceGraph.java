package org.bnn4j.layers.conversion;

import java.util.List;
import org.bnn4j.layers.network.Topology;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
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
    ComputationGraphConfiguration conf = network.getConfiguration().clone();
    for (SourceVertex vertex : vertices) {
      if (conf.getVertices().get(vertex.name()) instanceof LayerVertex found) {
        LayerConfigurations.change(
            found.getLayerConf(), layer -> plan.change(vertex.index(), layer));
      }
    }
    ComputationGraph copy = new ComputationGraph(conf);
    copy.init();
    for (SourceVertex vertex : vertices) {
      LayerConfigurations.copyParameters(
          network.getVertex(vertex.name()), copy.getVertex(vertex.name()));
    }
    return copy;
  }

  @Override
  public Trainable layer(ComputationGraph copy, int index) {
    return copy.getVertex(vertices.get(index).name());
  }
}
