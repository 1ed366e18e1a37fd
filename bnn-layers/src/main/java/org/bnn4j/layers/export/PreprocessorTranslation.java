package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.graph.Shape;
import org.deeplearning4j.nn.conf.InputPreProcessor;

/**
 * How preprocessors of one class become operations of a graph. It has no state; {@link Exportable}
 * lists all.
 *
 * @param <P> their class
 */
interface PreprocessorTranslation<P extends InputPreProcessor> {
  /**
   * What a preprocessor makes of a value.
   *
   * @param name the name of a node that puts it out
   * @throws ExportException if it does not take this value
   */
  Value translate(P preprocessor, Value value, String name, LayerRef ref);

  /**
   * What a network is fed that begins with this preprocessor.
   *
   * @param given what the exporter was told
   * @throws ExportException if neither knows the shape
   */
  NetworkInput input(P preprocessor, Optional<Shape> given, LayerRef ref);

  /** A shape of Deeplearning4j's numbers. */
  static Shape shape(long height, long width, long channels) {
    return new Shape((int) height, (int) width, (int) channels);
  }

  /** Checks that a map has the shape that a preprocessor was configured for. */
  static void requireShape(Shape expected, Value map, LayerRef ref) {
    if (!map.shape().equals(expected)) {
      throw ref.refuse(
          "its preprocessor is for maps of " + expected + ", and it is fed " + map.shape());
    }
  }
}
