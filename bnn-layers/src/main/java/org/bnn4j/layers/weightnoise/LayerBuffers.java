package org.bnn4j.layers.weightnoise;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;

/**
 * The buffers of every layer that a weight noise serves, for as long as the layer is in use.
 *
 * <p>One weight noise serves several layers and the clones of their network, in several threads.
 * Layers count as the same only if they are the same object: their {@code equals} compares what
 * changes in training. A layer itself is used by one thread at a time.
 */
final class LayerBuffers {

  private final Map<Identity, WeightBuffers> buffers = new ConcurrentHashMap<>();
  private final ReferenceQueue<Layer> unused = new ReferenceQueue<>();

  /** A layer's parameter; does not keep the layer from being collected. */
  private static final class Identity extends WeakReference<Layer> {

    private final String key;
    private final int hash;

    Identity(Layer layer, String key, ReferenceQueue<Layer> queue) {
      super(layer, queue);
      this.key = key;
      this.hash = 31 * System.identityHashCode(layer) + key.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Identity that
              && key.equals(that.key)
              && get() != null
              && get() == that.get();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Returns a parameter's buffers, which it makes if there are none that fit. */
  WeightBuffers of(Layer layer, String key, Supplier<WeightBuffers> maker) {
    for (Reference<?> gone = unused.poll(); gone != null; gone = unused.poll()) {
      buffers.remove(gone);
    }
    Identity identity = new Identity(layer, key, unused);
    WeightBuffers known = buffers.get(identity);
    if (known == null || !known.fit(layer.getParam(key))) {
      known = maker.get();
      buffers.put(identity, known);
    }
    return known;
  }

  /** What stands for each parameter's layer, and does not keep it from being collected. */
  Collection<WeakReference<Layer>> layers() {
    return List.copyOf(buffers.keySet());
  }

  /** How many buffers there are. */
  int size() {
    return buffers.size();
  }
}
