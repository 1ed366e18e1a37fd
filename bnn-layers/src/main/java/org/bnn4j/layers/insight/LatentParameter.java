package org.bnn4j.layers.insight;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.internal.network.LayerWeights;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Model;
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
      if (vertex instanceof Vertex.OfLayer layer) {
        for (LayerWeights weights : LayerWeights.of(layer)) {
          weights
              .quantizer()
              .filter(by -> !weights.frozen())
              .ifPresent(by -> found.add(of(layer.name(), weights, by)));
        }
      }
    }
    return found;
  }

  private static LatentParameter of(String layer, LayerWeights weights, WeightQuantizer quantizer) {
    return new LatentParameter(
        layer,
        weights.key(),
        weights.rows(),
        quantizer,
        weights.clip(),
        weights.conf().getUpdaterByParam(weights.key()));
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
