package org.bnn4j.layers.conversion;

import java.util.List;
import org.bnn4j.layers.network.Topology;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
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
    MultiLayerConfiguration conf = network.getLayerWiseConfigurations().clone();
    conf.setIterationCount(0);
    conf.setEpochCount(0);
    for (int index = 0; index < network.getnLayers(); index++) {
      int place = index;
      LayerConfigurations.change(conf.getConf(index), layer -> plan.change(place, layer));
    }
    MultiLayerNetwork copy = new MultiLayerNetwork(conf);
    copy.init();
    for (int index = 0; index < network.getnLayers(); index++) {
      LayerConfigurations.copyParameters(network.getLayer(index), copy.getLayer(index));
    }
    return copy;
  }

  @Override
  public Trainable layer(MultiLayerNetwork copy, int index) {
    return copy.getLayer(index);
  }
}
