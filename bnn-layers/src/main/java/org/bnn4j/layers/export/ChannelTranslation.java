package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.internal.network.Vertex;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arithmetic on every value by itself, with trained numbers for each channel. */
final class ChannelTranslation {
  private final Translation translation;
  private final ActivationTranslation activations;

  ChannelTranslation(Translation translation, ActivationTranslation activations) {
    this.translation = translation;
    this.activations = activations;
  }

  Value norm(BatchNormalization conf, Vertex.OfLayer vertex, Value value) {
    LayerRef ref = LayerRef.of(vertex);
    int channels = value.shape().channels();
    if (conf.getNOut() != channels) {
      throw ref.refuse("it is fed " + channels + " channels, and normalizes " + conf.getNOut());
    }
    translation.reports().foldable(ref, "float arithmetic");
    return value.then(ref.name(), BatchNormTerms.of(conf, vertex.layer(), ref, value.layout()));
  }

  Value sign(RSign conf, Vertex.OfLayer vertex, Value value) {
    requireLayout(conf.format(), LayerRef.of(vertex), value);
    translation.reports().plain(LayerRef.of(vertex), "sign");
    return activations.shiftedSign(numbers(vertex, RSign.SHIFT, value), value, LayerRef.of(vertex));
  }

  Value rectified(RPReLU conf, Vertex.OfLayer vertex, Value value) {
    requireLayout(conf.format(), LayerRef.of(vertex), value);
    translation.reports().foldable(LayerRef.of(vertex), "float arithmetic");
    return value.then(
        LayerRef.of(vertex).name(),
        List.of(
            new Term(Operation.SUBTRACT, numbers(vertex, RPReLU.SHIFT_IN, value)),
            new Term(Operation.LEAKY_RELU, numbers(vertex, RPReLU.SLOPE, value)),
            new Term(Operation.ADD, numbers(vertex, RPReLU.SHIFT_OUT, value))));
  }

  private static void requireLayout(CNN2DFormat format, LayerRef ref, Value value) {
    if (value.layout().isMap() && Layout.of(format) != value.layout()) {
      throw ref.refuse(
          "it reads maps laid out as "
              + format
              + ", and is fed a map laid out as "
              + value.layout());
    }
  }

  private static float[] numbers(Vertex.OfLayer vertex, String key, Value value) {
    INDArray numbers = vertex.layer().getParam(key);
    int channels = value.shape().channels();
    if (numbers.length() != channels) {
      throw LayerRef.of(vertex)
          .refuse("it is fed " + channels + " channels, and has numbers for " + numbers.length());
    }
    return Parameters.read(numbers, "a " + key, LayerRef.of(vertex));
  }
}
