package org.bnn4j.layers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays out the parameters of depthwise and separable convolutions as DL4J's initializers do, which
 * ask only its own layers: the bias, if any, then the weights.
 */
final class ShapedWeightsInitializer implements ParamInitializer {

  static final ShapedWeightsInitializer INSTANCE = new ShapedWeightsInitializer();

  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private ShapedWeightsInitializer() {}

  private static DepthMultipliedConv2D of(Layer layer) {
    return (DepthMultipliedConv2D) layer;
  }

  private static long biasLength(DepthMultipliedConv2D conf) {
    return conf.hasBias() ? conf.getNOut() : 0;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    long weights = of(layer).weightShapes().stream().mapToLong(WeightShape::length).sum();
    return biasLength(of(layer)) + weights;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return Stream.concat(weightKeys(layer).stream(), biasKeys(layer).stream()).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return of(layer).weightShapes().stream().map(WeightShape::key).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return of(layer).hasBias() ? List.of(BIAS) : List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    DepthMultipliedConv2D layer = of(conf.getLayer());
    Map<String, INDArray> params =
        split(
            layer,
            paramsView,
            (weights, view) ->
                initializeParams
                    ? layer
                        .getWeightInitFn()
                        .init(weights.fanIn(), weights.fanOut(), weights.shape(), 'c', view)
                    : view.reshape('c', weights.shape()));
    if (initializeParams && layer.hasBias()) {
      params.get(BIAS).assign(layer.getBiasInit());
    }
    paramKeys(layer).forEach(conf::addVariable);
    return Collections.synchronizedMap(params);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split(
        of(conf.getLayer()), gradientView, (weights, view) -> view.reshape('c', weights.shape()));
  }

  private static Map<String, INDArray> split(
      DepthMultipliedConv2D layer,
      INDArray all,
      BiFunction<WeightShape, INDArray, INDArray> shape) {
    INDArray flat = all.reshape(all.length());
    Map<String, INDArray> parts = new LinkedHashMap<>();
    long from = biasLength(layer);
    if (from > 0) {
      parts.put(BIAS, flat.get(NDArrayIndex.interval(0, from)));
    }
    for (WeightShape weights : layer.weightShapes()) {
      long to = from + weights.length();
      parts.put(weights.key(), shape.apply(weights, flat.get(NDArrayIndex.interval(from, to))));
      from = to;
    }
    return parts;
  }
}
