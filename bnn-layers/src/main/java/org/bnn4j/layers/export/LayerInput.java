package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * What a layer can be fed.
 *
 * @param layout the layout in which it reads examples, nothing if it reads any
 * @param vectorsToo whether a layer with the layout of a map reads vectors as well
 * @param size the values of a vector or the channels of a map; 0 where the layer does not say
 */
record LayerInput(Optional<Layout> layout, boolean vectorsToo, long size) {
  static final LayerInput ANYTHING = new LayerInput(Optional.empty(), false, 0);

  static LayerInput vector(long size) {
    return new LayerInput(Optional.of(Layout.VECTOR), false, size);
  }

  /** Maps of this many channels, or of 0 where the layer does not say. */
  static LayerInput map(CNN2DFormat format, long channels) {
    return new LayerInput(Optional.of(Layout.of(format)), false, channels);
  }

  /** Maps with this layout, or vectors. */
  static LayerInput mapOrVector(CNN2DFormat format) {
    return new LayerInput(Optional.of(Layout.of(format)), true, 0);
  }

  /**
   * Checks what a layer is fed.
   *
   * @throws ExportException if the layer does not read values with that layout
   */
  void require(Value value, LayerRef ref) {
    Layout fed = value.layout();
    boolean fits = vectorsToo && !fed.isMap() || layout.map(fed::equals).orElse(true);
    if (fits) {
      return;
    }
    Layout read = layout.orElseThrow();
    throw ref.refuse(
        read.isMap()
            ? "it reads maps laid out as "
                + read
                + ", and is fed a "
                + (fed.isMap() ? "map laid out as " + fed : "vector")
            : "it reads vectors, and is fed a map of " + value.shape());
  }
}
