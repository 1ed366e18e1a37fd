package org.bnn4j.layers.geometry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bnn4j.layers.activations.QuantizedActivation;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The values of a minibatch as they were before their quantization: what quantized activations
 * read, as far as what follows only moves it or takes maxima, which it would do to either.
 */
final class ContinuousValues {
  private final Topology network;

  /** By the number of the quantized value. */
  private final Map<Integer, INDArray> values = new HashMap<>();

  ContinuousValues(Topology network) {
    this.network = network;
  }

  /** What a vertex's only input was before its quantization. */
  Optional<INDArray> readBy(Vertex vertex) {
    return Optional.ofNullable(values.get(vertex.inputs().get(0)));
  }

  /**
   * Follows a vertex, before it is activated.
   *
   * @param inputs what it reads; not modified
   */
  void follow(Vertex vertex, List<INDArray> inputs, int examples) {
    if (vertex instanceof Vertex.OfLayer layer && isQuantizer(layer.conf())) {
      values.put(network.value(vertex), layer.prepared(inputs.get(0).dup(), examples));
    } else if (moves(vertex)) {
      readBy(vertex)
          .ifPresent(
              read -> {
                INDArray moved = vertex.activate(List.of(read.dup()), examples, false);
                values.put(network.value(vertex), moved);
                vertex.clear();
              });
    }
  }

  private static boolean isQuantizer(Layer conf) {
    return conf instanceof ActivationLayer layer
        && layer.getActivationFn() instanceof QuantizedActivation;
  }

  private static boolean moves(Vertex vertex) {
    if (vertex instanceof Vertex.OfLayer layer) {
      return layer.conf() instanceof DropoutLayer
          || layer.conf() instanceof SubsamplingLayer pool
              && pool.getPoolingType() == PoolingType.MAX;
    }
    return ((Vertex.OfOther) vertex).conf() instanceof PreprocessorVertex;
  }
}
