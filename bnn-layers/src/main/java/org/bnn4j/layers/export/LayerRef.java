package org.bnn4j.layers.export;

import org.bnn4j.layers.internal.network.Vertex;

/**
 * A layer, or another vertex of a graph, as messages name it.
 *
 * @param index its place in the network, from 0
 * @param name its name, or {@code layer} and its index
 * @param type its class, without the package
 */
record LayerRef(int index, String name, String type) {
  static LayerRef of(Vertex vertex) {
    return new LayerRef(vertex.index(), vertex.name(), vertex.type());
  }

  ExportException refuse(String why) {
    return new ExportException(this + ": " + why);
  }

  ExportException refuse(IllegalArgumentException cause) {
    return new ExportException(this + ": " + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return Vertex.described(index, name, type);
  }
}
