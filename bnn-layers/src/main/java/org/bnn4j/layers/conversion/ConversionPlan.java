package org.bnn4j.layers.conversion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.bnn4j.layers.internal.network.NetworkCopy;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to become of which layer.
 *
 * @param weights what weights become, by index of their vertex
 * @param signs indices of the vertices whose activation becomes the sign
 * @param latentMean mean magnitude that binary layers' latent weights are scaled to, if they are
 */
record ConversionPlan(
    Map<Integer, WeightPrecision> weights, Set<Integer> signs, OptionalDouble latentMean)
    implements NetworkCopy.LayerChange {

  private static final Logger LOG = LoggerFactory.getLogger(Binarization.class);

  static final ConversionPlan EMPTY =
      new ConversionPlan(Map.of(), Set.of(), OptionalDouble.empty());

  boolean isEmpty() {
    return weights.isEmpty() && signs.isEmpty();
  }

  ConversionPlan withLatentMean(double mean) {
    return new ConversionPlan(weights, signs, OptionalDouble.of(mean));
  }

  /** Adds layers whose weights are quantized; refuses those that have no counterpart. */
  ConversionPlan quantize(WeightPrecision precision, List<SourceVertex> layers) {
    Map<Integer, WeightPrecision> changed = new HashMap<>(weights);
    for (SourceVertex vertex : layers) {
      vertex.refuseIf(obstacle(vertex, precision));
      WeightPrecision before = changed.put(vertex.index(), precision);
      if (before != null && before != precision) {
        throw vertex.refuse("cannot become both binary and ternary");
      }
    }
    return new ConversionPlan(changed, signs, latentMean);
  }

  /** Adds those of the layers that are not in the plan yet and have a counterpart. */
  ConversionPlan quantizeOthers(WeightPrecision precision, List<SourceVertex> layers) {
    List<SourceVertex> chosen = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (SourceVertex vertex : layers) {
      if (!weights.containsKey(vertex.index())) {
        obstacle(vertex, precision)
            .ifPresentOrElse(why -> left.add(vertex + " " + why), () -> chosen.add(vertex));
      }
    }
    if (chosen.isEmpty()) {
      throw new DL4JInvalidConfigException(
          "between the first and the last layer with weights, no further one can become "
              + Counterparts.label(precision)
              + (left.isEmpty() ? "" : ": " + String.join("; ", left)));
    }
    left.forEach(layer -> LOG.info("left as it is: {}", layer));
    return quantize(precision, chosen);
  }

  /** Adds layers whose activation becomes the sign; refuses those that have none. */
  ConversionPlan sign(List<SourceVertex> layers) {
    Set<Integer> changed = new HashSet<>(signs);
    for (SourceVertex vertex : layers) {
      vertex.refuseIf(Signs.obstacle(vertex.layer().orElseThrow()));
      changed.add(vertex.index());
    }
    return new ConversionPlan(weights, changed, latentMean);
  }

  private static Optional<String> obstacle(SourceVertex vertex, WeightPrecision precision) {
    return Counterparts.obstacle(vertex.layer().orElseThrow(), precision);
  }

  @Override
  public Layer change(int index, Layer conf) {
    WeightPrecision precision = weights.get(index);
    Layer quantized = precision == null ? conf : Counterparts.of(conf, precision);
    return signs.contains(index) ? Signs.set(quantized) : quantized;
  }
}
