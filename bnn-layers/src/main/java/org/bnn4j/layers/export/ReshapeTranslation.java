package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** From the vector of a map back to the map. */
final class ReshapeTranslation implements PreprocessorTranslation<FeedForwardToCnnPreProcessor> {
  /** The preprocessor takes a vector for the values of one channel after the other. */
  @Override
  public Value translate(
      FeedForwardToCnnPreProcessor reshape, Value value, String name, LayerRef ref) {
    if (value.layout().isMap()) {
      return value;
    }
    boolean channelsFirst =
        value.last().orElse(null) instanceof Flatten flatten && flatten.channelsFirst();
    Value map = channelsFirst ? value.withoutLast() : value;
    if (!channelsFirst && reshape.getInputHeight() * reshape.getInputWidth() > 1) {
      throw ref.refuse("a vector that was no map with channels first cannot become one");
    }
    PreprocessorTranslation.requireShape(shape(reshape), map, ref);
    return map.in(Layout.NCHW);
  }

  @Override
  public NetworkInput input(
      FeedForwardToCnnPreProcessor reshape, Optional<Shape> given, LayerRef ref) {
    return new NetworkInput(shape(reshape), Layout.VECTOR);
  }

  private static Shape shape(FeedForwardToCnnPreProcessor reshape) {
    return PreprocessorTranslation.shape(
        reshape.getInputHeight(), reshape.getInputWidth(), reshape.getNumChannels());
  }
}
