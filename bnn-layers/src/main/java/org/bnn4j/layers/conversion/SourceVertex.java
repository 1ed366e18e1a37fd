package org.bnn4j.layers.conversion;

import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A vertex of the network that is converted.
 *
 * @param index its place among the network's vertices, from 0
 * @param name unique in a graph; several layers of a MultiLayerNetwork may share one
 * @param layer its configuration, without what freezes it, if it is a layer
 * @param inputs the indices of the vertices that it reads; a network's input is none
 */
record SourceVertex(int index, String name, Optional<Layer> layer, List<Integer> inputs) {

  /** The vertices of a network, in its order. */
  static List<SourceVertex> of(Topology network) {
    return network.vertices().stream().map(vertex -> of(network, vertex)).toList();
  }

  private static SourceVertex of(Topology network, Vertex vertex) {
    return new SourceVertex(
        vertex.index(),
        vertex.name(),
        vertex instanceof Vertex.OfLayer layer ? Optional.of(layer.conf()) : Optional.empty(),
        vertex.inputs().stream()
            .filter(value -> !network.isInput(value))
            .map(value -> network.source(value).index())
            .toList());
  }

  DL4JInvalidConfigException refuse(String why) {
    return new DL4JInvalidConfigException(this + " " + why);
  }

  /** Refuses the layer if there is something to say against it. */
  void refuseIf(Optional<String> why) {
    if (why.isPresent()) {
      throw refuse(why.get());
    }
  }

  @Override
  public String toString() {
    String type = layer.map(conf -> " (" + conf.getClass().getSimpleName() + ")").orElse("");
    return "layer " + index + " '" + name + "'" + type;
  }
}
