package org.bnn4j.layers.internal.impl;

import java.util.Collection;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps by which DL4J makes a layer out of its configuration, the same for every layer here.
 */
public record Instantiation(
    NeuralNetConfiguration conf,
    Collection<TrainingListener> listeners,
    int layerIndex,
    INDArray paramsView,
    boolean initializeParams,
    DataType dataType) {

  /**
   * Refuses what cannot be trained.
   *
   * @throws DL4JInvalidConfigException if nIn or nOut is not set, or the data type is neither FLOAT
   *     nor DOUBLE
   */
  public void requireTrainable(FeedForwardLayer layer) {
    String type = layer.getClass().getSimpleName();
    LayerValidation.assertNInNOutSet(
        type, layer.getLayerName(), layerIndex, layer.getNIn(), layer.getNOut());
    if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
      throw new DL4JInvalidConfigException(
          "%s (index=%d, name=%s) trains in FLOAT or DOUBLE; the network's data type is %s"
              .formatted(type, layerIndex, layer.getLayerName(), dataType));
    }
  }

  /** Says whether the layer is a vertex of a graph. */
  public boolean inGraph() {
    // A MultiLayerNetwork hands over its listeners, a ComputationGraph null.
    return listeners == null;
  }

  /** Hands a new layer its place and its parameters. */
  public Layer complete(Layer layer) {
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(paramsView);
    layer.setParamTable(conf.getLayer().initializer().init(conf, paramsView, initializeParams));
    layer.setConf(conf);
    return layer;
  }
}
