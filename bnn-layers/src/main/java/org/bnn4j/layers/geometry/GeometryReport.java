package org.bnn4j.layers.geometry;

import java.util.List;

/**
 * The geometry of a network, layer by layer.
 *
 * @param mode what was compared
 * @param examples how many examples the inputs were drawn from
 * @param seed of everything drawn at random
 * @param layers in the order of the network, one entry for each parameter of weights
 */
public record GeometryReport(
    GeometryMode mode, long examples, long seed, List<LayerGeometry> layers) {

  public GeometryReport {
    layers = List.copyOf(layers);
  }
}
