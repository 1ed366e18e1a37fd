package org.bnn4j.layers.internal.network;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes a layer of a copied network out of the clone of its configuration. */
final class LayerConfigurations {

  private LayerConfigurations() {}

  /** Changes the layer of a cloned configuration; one that is frozen stays frozen. */
  static void change(NeuralNetConfiguration clone, UnaryOperator<Layer> change) {
    detachUpdaters(clone.getLayer());
    clone.setIterationCount(0);
    clone.setEpochCount(0);
    clone.setLayer(changed(clone.getLayer(), change));
  }

  private static Layer changed(Layer conf, UnaryOperator<Layer> change) {
    if (conf instanceof FrozenLayer frozen) {
      FrozenLayer copy = new FrozenLayer(changed(frozen.getLayer(), change));
      copy.setLayerName(frozen.getLayerName());
      return copy;
    }
    if (conf instanceof FrozenLayerWithBackprop frozen) {
      frozen.setUnderlying(changed(frozen.getUnderlying(), change));
      return frozen;
    }
    return change.apply(conf);
  }

  /**
   * A clone has the original's updaters, of which setLearningRate of a network changes the rate.
   */
  private static void detachUpdaters(Layer conf) {
    if (conf instanceof FrozenLayer frozen) {
      detachUpdaters(frozen.getLayer());
    } else if (conf instanceof BaseWrapperLayer wrapper) {
      detachUpdaters(wrapper.getUnderlying());
    } else if (conf instanceof BaseLayer layer) {
      layer.setIUpdater(clone(layer.getIUpdater()));
      layer.setBiasUpdater(clone(layer.getBiasUpdater()));
    }
  }

  private static IUpdater clone(IUpdater updater) {
    return updater == null ? null : updater.clone();
  }

  /** Copies by name, as shapes of equal parameters may have another rank. */
  static void copyParameters(Trainable from, Trainable to) {
    from.paramTable(false).forEach((name, value) -> to.paramTable(false).get(name).assign(value));
  }
}
