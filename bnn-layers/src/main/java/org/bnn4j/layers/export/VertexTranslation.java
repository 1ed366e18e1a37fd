package org.bnn4j.layers.export;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * How vertices of one class, which are not layers, become operations of a graph. It has no state;
 * {@link Exportable} lists all.
 *
 * @param <V> the class of their configurations
 */
@FunctionalInterface
interface VertexTranslation<V extends GraphVertex> {
  /**
   * What the vertex puts out.
   *
   * @throws ExportException if this vertex cannot be exported
   */
  Value translate(Translation translation, V conf, LayerRef ref, List<Value> inputs);

  /**
   * Checks settings that a model cannot have, before anything is translated.
   *
   * @throws ExportException if the vertex has one
   */
  default void check(V conf, LayerRef ref) {}
}
