package org.bnn4j.layers.internal.network;

import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;

/** Layers and vertices that are frozen: within, they are what they would be otherwise. */
public final class Frozen {

  private Frozen() {}

  /** Says whether a layer is frozen itself. */
  public static boolean is(org.deeplearning4j.nn.api.Layer layer) {
    return layer instanceof org.deeplearning4j.nn.layers.FrozenLayer
        || layer instanceof org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
  }

  /** Returns a layer without what freezes it. */
  public static org.deeplearning4j.nn.api.Layer bare(org.deeplearning4j.nn.api.Layer layer) {
    return is(layer) ? bare(((BaseWrapperLayer) layer).getUnderlying()) : layer;
  }

  /** Returns a layer's configuration without what freezes it. */
  public static Layer bare(Layer conf) {
    if (conf instanceof FrozenLayer frozen) {
      return bare(frozen.getLayer());
    }
    return conf instanceof FrozenLayerWithBackprop frozen ? bare(frozen.getUnderlying()) : conf;
  }

  /** Returns a vertex's configuration without what freezes it. */
  public static GraphVertex bare(GraphVertex conf) {
    return conf instanceof FrozenVertex frozen ? bare(frozen.getUnderlying()) : conf;
  }
}
