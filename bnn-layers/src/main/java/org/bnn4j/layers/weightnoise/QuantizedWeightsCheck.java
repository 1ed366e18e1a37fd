package org.bnn4j.layers.weightnoise;

import org.bnn4j.layers.internal.network.Frozen;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Finds QuantizedWeights on layers that do not take them, also inside other layers. */
final class QuantizedWeightsCheck {

  private QuantizedWeightsCheck() {}

  static void check(MultiLayerConfiguration network) {
    for (int index = 0; index < network.getConfs().size(); index++) {
      Layer layer = network.getConf(index).getLayer();
      check(layer, "layer name: %s, layer index: %d".formatted(layer.getLayerName(), index));
    }
  }

  static void check(ComputationGraphConfiguration graph) {
    graph.getVertices().forEach((name, vertex) -> check(vertex, "layer name: " + name));
  }

  private static void check(GraphVertex vertex, String place) {
    if (Frozen.bare(vertex) instanceof LayerVertex layer) {
      check(layer.getLayerConf().getLayer(), place);
    }
  }

  private static void check(Layer conf, String place) {
    Layer layer = Frozen.bare(conf);
    if (layer instanceof BaseWrapperLayer wrapper) {
      check(wrapper.getUnderlying(), place);
    } else if (layer instanceof Bidirectional both) {
      check(both.getFwd(), place);
      check(both.getBwd(), place);
    } else if (layer instanceof BaseLayer base
        && base.getWeightNoise() instanceof QuantizedWeights weights
        && !base.initializer().paramKeys(base).isEmpty()) {
      weights.layouts(base, place);
    }
  }
}
