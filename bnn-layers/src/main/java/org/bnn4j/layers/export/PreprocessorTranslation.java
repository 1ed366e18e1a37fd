package org.bnn4j.layers.export;

import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Shape;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Preprocessors between layers: from a map to a vector, and from the vector of a map back. */
final class PreprocessorTranslation {
  private PreprocessorTranslation() {}

  /**
   * What a preprocessor makes of a value.
   *
   * @param name the name of a node that puts it out
   */
  static Value apply(InputPreProcessor preprocessor, Value value, String name, LayerRef ref) {
    if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten) {
      return vector(flatten, value, name, ref);
    } else if (preprocessor instanceof FeedForwardToCnnPreProcessor reshape) {
      return map(reshape, value, ref);
    }
    throw ref.refuse(
        "the preprocessor "
            + preprocessor.getClass().getSimpleName()
            + " cannot be exported; supported are CnnToFeedForwardPreProcessor and, on the "
            + "network's input, FeedForwardToCnnPreProcessor");
  }

  private static Value vector(
      CnnToFeedForwardPreProcessor flatten, Value value, String name, LayerRef ref) {
    if (!value.layout().isMap()) {
      return value;
    }
    if (flatten.getInputHeight() > 0) {
      requireShape(
          value.shape(),
          flatten.getInputHeight(),
          flatten.getInputWidth(),
          flatten.getNumChannels(),
          ref);
    }
    boolean planes = value.layout() == Layout.NCHW;
    return value.then(name, new Flatten(planes)).in(Layout.VECTOR);
  }

  /** The preprocessor takes a vector for one plane after the other. */
  private static Value map(FeedForwardToCnnPreProcessor reshape, Value value, LayerRef ref) {
    if (value.layout().isMap()) {
      return value;
    }
    boolean planes = value.last().orElse(null) instanceof Flatten flatten && flatten.planes();
    Value map = planes ? value.withoutLast() : value;
    if (!planes && reshape.getInputHeight() * reshape.getInputWidth() > 1) {
      throw ref.refuse("a vector that was no map with channels first cannot become one");
    }
    requireShape(
        map.shape(),
        reshape.getInputHeight(),
        reshape.getInputWidth(),
        reshape.getNumChannels(),
        ref);
    return map.in(Layout.NCHW);
  }

  private static void requireShape(
      Shape shape, long height, long width, long channels, LayerRef ref) {
    boolean same =
        shape.height() == height && shape.width() == width && shape.channels() == channels;
    if (!same) {
      throw ref.refuse(
          "its preprocessor is for maps of "
              + height
              + "x"
              + width
              + "x"
              + channels
              + ", and it is fed "
              + shape.height()
              + "x"
              + shape.width()
              + "x"
              + shape.channels());
    }
  }
}
