package org.bnn4j.layers.geometry;

import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.internal.network.LayerWeights;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What comes before and behind a layer. */
final class Neighbours {

  private Neighbours() {}

  private static boolean hasWeights(Vertex vertex) {
    return vertex instanceof Vertex.OfLayer layer && !LayerWeights.of(layer).isEmpty();
  }

  /** Whether no layer with weights comes before this one on any path. */
  static boolean isFirst(Topology network, Vertex vertex) {
    return vertex.inputs().stream()
        .filter(value -> !network.isInput(value))
        .map(network::source)
        .noneMatch(before -> hasWeights(before) || !isFirst(network, before));
  }

  /** Whether none comes behind this one on any path. */
  static boolean isLast(Topology network, Vertex vertex) {
    return network.readers(network.value(vertex)).stream()
        .noneMatch(behind -> hasWeights(behind) || !isLast(network, behind));
  }

  /**
   * The batch normalization that reads what a layer puts out, if nothing else does, also behind
   * pooling or dropout.
   */
  static Optional<ChannelNorm> norm(Topology network, Vertex vertex) {
    List<Vertex> readers = network.readers(network.value(vertex));
    if (readers.size() != 1 || !(readers.get(0) instanceof Vertex.OfLayer behind)) {
      return Optional.empty();
    } else if (behind.conf() instanceof BatchNormalization conf) {
      return Optional.of(norm(conf, behind));
    }
    boolean passes =
        behind.conf() instanceof SubsamplingLayer || behind.conf() instanceof DropoutLayer;
    return passes ? norm(network, behind) : Optional.empty();
  }

  private static ChannelNorm norm(BatchNormalization conf, Vertex.OfLayer layer) {
    int channels = (int) conf.getNOut();
    return new ChannelNorm(
        numbers(layer, BatchNormalizationParamInitializer.GAMMA, channels, conf.getGamma()),
        numbers(layer, BatchNormalizationParamInitializer.BETA, channels, conf.getBeta()));
  }

  private static double[] numbers(Vertex.OfLayer layer, String key, int channels, double locked) {
    INDArray trained = layer.parameters().get(key);
    double[] numbers = new double[channels];
    for (int i = 0; i < channels; i++) {
      numbers[i] = trained == null ? locked : trained.getDouble(i);
    }
    return numbers;
  }
}
