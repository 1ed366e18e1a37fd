package org.bnn4j.layers.internal.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Copies of networks with the same parameters but some other layers; they share nothing with the
 * original. Updaters start without state, iterations and epochs count from 0.
 */
public final class NetworkCopy {

  private NetworkCopy() {}

  /** What becomes of a layer. */
  @FunctionalInterface
  public interface LayerChange {
    /**
     * Returns what becomes of a layer: itself, or another with parameters of the same keys and
     * lengths.
     *
     * @param index of the vertex in the {@link Topology}
     * @param conf its own copy of the configuration, without what freezes it
     */
    Layer change(int index, Layer conf);
  }

  /** Copies a network. */
  public static MultiLayerNetwork of(MultiLayerNetwork network, LayerChange change) {
    MultiLayerConfiguration conf = network.getLayerWiseConfigurations().clone();
    conf.setIterationCount(0);
    conf.setEpochCount(0);
    for (int index = 0; index < network.getnLayers(); index++) {
      int place = index;
      LayerConfigurations.change(conf.getConf(index), layer -> change.change(place, layer));
    }
    MultiLayerNetwork copy = new MultiLayerNetwork(conf);
    copy.init();
    for (int index = 0; index < network.getnLayers(); index++) {
      LayerConfigurations.copyParameters(network.getLayer(index), copy.getLayer(index));
    }
    return copy;
  }

  /** Copies a graph. */
  public static ComputationGraph of(ComputationGraph network, LayerChange change) {
    ComputationGraphConfiguration conf = network.getConfiguration().clone();
    for (Vertex vertex : Topology.of(network).vertices()) {
      if (conf.getVertices().get(vertex.name()) instanceof LayerVertex found) {
        LayerConfigurations.change(
            found.getLayerConf(), layer -> change.change(vertex.index(), layer));
      }
    }
    ComputationGraph copy = new ComputationGraph(conf);
    copy.init();
    for (Vertex vertex : Topology.of(network).vertices()) {
      LayerConfigurations.copyParameters(
          network.getVertex(vertex.name()), copy.getVertex(vertex.name()));
    }
    return copy;
  }
}
