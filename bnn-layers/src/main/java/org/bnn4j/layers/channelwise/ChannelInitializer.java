package org.bnn4j.layers.channelwise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays out a {@link ChannelLayer}'s parameters: rows of one number a channel. */
final class ChannelInitializer implements ParamInitializer {

  static final ChannelInitializer INSTANCE = new ChannelInitializer();

  private ChannelInitializer() {}

  private static ChannelLayer of(Layer layer) {
    return (ChannelLayer) layer;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return paramKeys(layer).size() * of(layer).getNIn();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(of(layer).parameters().keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  /** They count as biases: no weight decay unless one is set for biases. */
  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return paramKeys(layer).contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    ChannelLayer layer = of(conf.getLayer());
    Map<String, INDArray> params = split(layer, paramsView);
    if (initializeParams) {
      layer.parameters().forEach((key, value) -> params.get(key).assign(value));
    }
    paramKeys(layer).forEach(conf::addVariable);
    return Collections.synchronizedMap(params);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split(of(conf.getLayer()), gradientView);
  }

  private static Map<String, INDArray> split(ChannelLayer layer, INDArray all) {
    INDArray flat = all.reshape(all.length());
    long channels = layer.getNIn();
    Map<String, INDArray> parts = new LinkedHashMap<>();
    long from = 0;
    for (String key : layer.parameters().keySet()) {
      INDArray part = flat.get(NDArrayIndex.interval(from, from + channels));
      parts.put(key, part.reshape(1, channels));
      from += channels;
    }
    return parts;
  }
}
