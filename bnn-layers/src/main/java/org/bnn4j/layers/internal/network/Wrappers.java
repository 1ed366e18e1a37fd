package org.bnn4j.layers.internal.network;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Layers that hold another layer. */
public final class Wrappers {
  private Wrappers() {}

  /** The layer within, if this is a known wrapper. */
  public static Optional<Layer> inner(Layer conf) {
    if (conf instanceof Bidirectional both) {
      return Optional.of(Frozen.bare(both.getFwd()));
    }
    boolean known =
        conf instanceof LastTimeStep
            || conf instanceof TimeDistributed
            || conf instanceof MaskZeroLayer;
    return known
        ? Optional.of(Frozen.bare(((BaseWrapperLayer) conf).getUnderlying()))
        : Optional.empty();
  }

  /** The class of a layer without the package, such as {@code Bidirectional(LSTM)}. */
  public static String typeOf(Layer conf) {
    String type = conf.getClass().getSimpleName();
    return inner(conf).map(inner -> type + "(" + typeOf(inner) + ")").orElse(type);
  }
}
