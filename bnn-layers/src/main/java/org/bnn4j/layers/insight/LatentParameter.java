package org.bnn4j.layers.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.LatentWeightClip;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.network.Frozen;
import org.bnn4j.layers.network.Topology;
import org.bnn4j.layers.network.Vertex;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A latent weight parameter that trains: which parameters of a layer these are, and by what they
 * are quantized.
 *
 * @param layer name of the layer, or {@code layer} and its index
 * @param key the parameter's key in the layer
 * @param weights the quantizer's view of the parameter, [outputs, fanIn], c-contiguous
 * @param quantizer what makes levels of it
 * @param clip the bound of the weights; 0 if there is none
 * @param updater what its gradient goes through
 */
record LatentParameter(
    String layer,
    String key,
    INDArray weights,
    WeightQuantizer quantizer,
    double clip,
    IUpdater updater) {

  /**
   * Finds them in the order of the network's layers.
   *
   * @throws IllegalArgumentException if the model is not a network
   */
  static List<LatentParameter> of(Model model) {
    List<LatentParameter> found = new ArrayList<>();
    for (Vertex vertex : Topology.of(model).vertices()) {
      if (vertex instanceof Vertex.OfLayer layer && !layer.frozen()) {
        collect(vertex.name(), layer.layer(), found);
      }
    }
    return found;
  }

  private static void collect(String name, Layer layer, List<LatentParameter> found) {
    if (Frozen.is(layer)) {
      return;
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      collect(name, wrapper.getUnderlying(), found);
    } else if (layer.conf().getLayer() instanceof QuantizedDense conf) {
      collect(name, layer, conf, conf.quantizer(), conf.clip(), found);
    } else if (layer.conf().getLayer() instanceof QuantizedConv2D conf) {
      collect(name, layer, conf, conf.quantizer(), conf.clip(), found);
    } else if (layer.conf().getLayer() instanceof BaseLayer conf
        && conf.getWeightNoise() instanceof QuantizedWeights weights) {
      collect(name, layer, conf, weights, found);
    }
  }

  /** A layer whose weights a weight noise quantizes, some of them or all. */
  private static void collect(
      String name,
      Layer layer,
      BaseLayer conf,
      QuantizedWeights weights,
      List<LatentParameter> found) {
    for (String key : conf.initializer().weightKeys(conf)) {
      weights
          .latents(layer, key)
          .ifPresent(
              latents ->
                  found.add(
                      new LatentParameter(
                          name,
                          key,
                          rows(latents),
                          weights.quantizer(),
                          clip(conf),
                          conf.getUpdaterByParam(key))));
    }
  }

  private static double clip(BaseLayer conf) {
    return Stream.ofNullable(conf.getConstraints())
        .flatMap(List::stream)
        .filter(LatentWeightClip.class::isInstance)
        .mapToDouble(constraint -> ((LatentWeightClip) constraint).clip())
        .min()
        .orElse(0);
  }

  private static void collect(
      String name,
      Layer layer,
      BaseLayer conf,
      WeightQuantizer quantizer,
      double clip,
      List<LatentParameter> found) {
    for (String key : conf.initializer().weightKeys(conf)) {
      found.add(
          new LatentParameter(
              name, key, rows(layer.getParam(key)), quantizer, clip, conf.getUpdaterByParam(key)));
    }
  }

  /**
   * Dense and recurrent weights are [nIn, nOut] in 'f' order, those of convolutions [nOut, ...] in
   * 'c' order. Of depthwise and transposed convolutions these are no rows of an output, which is
   * the same to a sign, and to a threshold of the layer.
   */
  private static INDArray rows(INDArray param) {
    return param.rank() == 2
        ? param.transpose()
        : param.reshape('c', param.size(0), param.length() / param.size(0));
  }

  /**
   * Says whether updates can change the weights.
   *
   * @param iteration updates before this one
   * @param epoch epochs before this one
   */
  boolean trains(int iteration, int epoch) {
    return !updater.hasLearningRate() || updater.getLearningRate(iteration, epoch) != 0;
  }
}
