package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/** From a map to a vector. */
final class FlattenTranslation implements PreprocessorTranslation<CnnToFeedForwardPreProcessor> {
  @Override
  public Value translate(
      CnnToFeedForwardPreProcessor flatten, Value value, String name, LayerRef ref) {
    if (!value.layout().isMap()) {
      return value;
    }
    if (flatten.getInputHeight() > 0) {
      PreprocessorTranslation.requireShape(shape(flatten), value, ref);
    }
    boolean planes = value.layout() == Layout.NCHW;
    return value.then(name, new Flatten(planes)).in(Layout.VECTOR);
  }

  @Override
  public NetworkInput input(
      CnnToFeedForwardPreProcessor flatten, Optional<Shape> given, LayerRef ref) {
    Layout layout = Layout.of(flatten.getFormat());
    return flatten.getInputHeight() > 0
        ? new NetworkInput(shape(flatten), layout)
        : NetworkInput.ofMap(layout, 0, given, ref);
  }

  private static Shape shape(CnnToFeedForwardPreProcessor flatten) {
    return PreprocessorTranslation.shape(
        flatten.getInputHeight(), flatten.getInputWidth(), flatten.getNumChannels());
  }
}
