package org.bnn4j.layers.conversion;

import java.util.List;
import org.bnn4j.layers.internal.network.NetworkCopy;
import org.bnn4j.layers.internal.network.Topology;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A chain of layers. */
record SourceMultiLayerNetwork(MultiLayerNetwork network, List<SourceVertex> vertices)
    implements SourceNetwork<MultiLayerNetwork> {

  static SourceMultiLayerNetwork of(MultiLayerNetwork network) {
    return new SourceMultiLayerNetwork(network, SourceVertex.of(Topology.of(network)));
  }

  @Override
  public boolean hasIndices() {
    return true;
  }

  @Override
  public MultiLayerNetwork copy(ConversionPlan plan) {
    return NetworkCopy.of(network, plan);
  }

  @Override
  public Trainable layer(MultiLayerNetwork copy, int index) {
    return copy.getLayer(index);
  }
}
