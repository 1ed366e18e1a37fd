package org.bnn4j.layers.training;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bnn4j.layers.internal.network.ForwardPass;
import org.bnn4j.layers.internal.network.Frozen;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A forward pass as at inference, except that batch normalizations which are trained normalize by
 * the minibatch. It ends with the last of these.
 */
final class NormalizingPass {
  /** By the index of their vertex: layers themselves change their hash with their state. */
  private final TreeMap<Integer, InputStatistics> statistics = new TreeMap<>();

  private final ForwardPass pass;

  NormalizingPass(Topology network) {
    for (Vertex vertex : network.vertices()) {
      if (vertex instanceof Vertex.OfLayer layer && !layer.frozen()) {
        trainedIn(layer.layer())
            .ifPresent(
                norm ->
                    statistics.put(vertex.index(), new InputStatistics(vertex.described(), norm)));
      }
    }
    pass = new ForwardPass(network, statistics.keySet());
  }

  /** What came to the batch normalizations that are trained. */
  Collection<InputStatistics> statistics() {
    return statistics.values();
  }

  /**
   * Passes a minibatch and adds it to the statistics.
   *
   * @param features an array for each of the network's inputs; not modified
   * @param masks of the features, or null
   */
  void run(INDArray[] features, INDArray[] masks) {
    pass.run(features, masks, this::activate);
  }

  private INDArray activate(Vertex vertex, List<INDArray> inputs, int examples) {
    Optional<InputStatistics> seen = Optional.ofNullable(statistics.get(vertex.index()));
    INDArray output = vertex.activate(inputs, examples, seen.isPresent());
    seen.ifPresent(InputStatistics::addInput);
    return output;
  }

  /** The batch normalization that a layer is, or has in a wrapper, unless it is frozen. */
  private static Optional<BatchNormalization> trainedIn(Layer layer) {
    if (Frozen.is(layer)) {
      return Optional.empty();
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      return trainedIn(wrapper.getUnderlying());
    }
    return layer instanceof BatchNormalization norm ? Optional.of(norm) : Optional.empty();
  }
}
