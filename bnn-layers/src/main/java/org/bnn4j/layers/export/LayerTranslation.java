package org.bnn4j.layers.export;

import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * How layers of one class become operations of a graph. It has no state; {@link Exportable} lists
 * all.
 *
 * @param <L> the class of their configurations
 */
@FunctionalInterface
interface LayerTranslation<L extends Layer> {
  /**
   * What the layer puts out.
   *
   * @param input what it reads, behind its preprocessor; of the kind that {@link #reads} says
   * @throws ExportException if this layer cannot be exported
   */
  Value translate(Translation translation, TrainedLayer<? extends L> layer, Value input);

  /** What such a layer can be fed. */
  default LayerInput reads(L conf) {
    return LayerInput.ANYTHING;
  }

  /**
   * Checks settings that a model cannot have, before anything is translated.
   *
   * @throws ExportException if the layer has one
   */
  default void check(L conf, LayerRef ref) {}

  /** Whether the layer may have its weights quantized by QuantizedWeights. */
  default boolean takesQuantizedWeights() {
    return false;
  }
}
