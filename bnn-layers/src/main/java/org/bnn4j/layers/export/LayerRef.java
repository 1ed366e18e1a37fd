package org.bnn4j.layers.export;

/**
 * A layer, or another vertex of a graph, as messages name it.
 *
 * @param index its place in the network, from 0
 * @param name its name, or {@code layer} and its index
 * @param type its class, without the package
 */
record LayerRef(int index, String name, String type) {
  static LayerRef of(int index, String name, Object conf) {
    return new LayerRef(
        index, name == null ? "layer" + index : name, conf.getClass().getSimpleName());
  }

  ExportException refuse(String why) {
    return new ExportException(this + ": " + why);
  }

  ExportException refuse(IllegalArgumentException cause) {
    return new ExportException(this + ": " + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return "layer " + index + " '" + name + "' (" + type + ")";
  }
}
