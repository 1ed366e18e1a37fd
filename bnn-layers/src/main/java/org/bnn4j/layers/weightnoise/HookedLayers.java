package org.bnn4j.layers.weightnoise;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.internal.network.WeightLayout;
import org.bnn4j.layers.internal.network.WeightLayouts;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The built-in layers that multiply by the weights that a weight noise returns, in every forward
 * and backward pass. Others ignore it without a word, or use it for something else.
 */
final class HookedLayers {

  private static final String SUPPORTED =
      WeightLayouts.builtIn().stream()
          .map(Class::getSimpleName)
          .sorted(Comparator.naturalOrder())
          .collect(Collectors.joining(", "));

  private static final Map<Class<?>, String> REASONS = reasons();

  private HookedLayers() {}

  @SuppressWarnings("deprecation") // What is deprecated is refused by name, too.
  private static Map<Class<?>, String> reasons() {
    Map<Class<?>, String> reasons = new HashMap<>();
    String ignores = "it ignores a weight noise, and its weights would stay floats; use ";
    for (Class<?> type : List.of(Convolution1D.class, Convolution1DLayer.class)) {
      reasons.put(type, ignores + "a ConvolutionLayer on images of width 1");
    }
    reasons.put(
        GravesBidirectionalLSTM.class, ignores + "a Bidirectional layer around a GravesLSTM");
    reasons.put(EmbeddingLayer.class, ignores + "a DenseLayer on one-hot inputs");
    reasons.put(
        EmbeddingSequenceLayer.class,
        ignores + "a TimeDistributed layer around a DenseLayer on one-hot inputs");
    for (Class<?> type :
        List.of(ElementWiseMultiplicationLayer.class, PReLULayer.class, BatchNormalization.class)) {
      reasons.put(type, "its parameters are factors of single values, not weights of a sum");
    }
    for (Class<?> type :
        List.of(AutoEncoder.class, VariationalAutoencoder.class, OCNNOutputLayer.class)) {
      reasons.put(type, "its weights serve more than one sum each; use DenseLayers");
    }
    return reasons;
  }

  /**
   * Returns the layouts of a layer's weights by parameter key, of those that are to be quantized.
   *
   * @param type class of the layer's configuration
   * @param keys which parameters are to be quantized
   * @param place name and index of the layer, as far as they are known
   * @throws DL4JInvalidConfigException if layers of this type do not take QuantizedWeights, or have
   *     no such parameter
   */
  static Map<String, WeightLayout> layouts(Class<?> type, Set<String> keys, String place) {
    if (!WeightLayouts.builtIn().contains(type)) {
      throw new DL4JInvalidConfigException(
          "%s does not take QuantizedWeights: %s. Layers that do: %s (%s)"
              .formatted(type.getSimpleName(), reason(type), SUPPORTED, place));
    }
    Map<String, WeightLayout> layouts = WeightLayouts.ofBuiltIn(type);
    Map<String, WeightLayout> chosen = new HashMap<>(layouts);
    chosen.keySet().retainAll(keys);
    if (chosen.isEmpty()) {
      throw new DL4JInvalidConfigException(
          "%s has weights %s, and QuantizedWeights are to quantize only %s (%s)"
              .formatted(type.getSimpleName(), new TreeSet<>(layouts.keySet()), keys, place));
    }
    return chosen;
  }

  /** A builder is nested in the class that it builds; one made by a user extends such a one. */
  static Class<?> builtBy(BaseLayer.Builder<?> builder) {
    Class<?> type = builder.getClass();
    while (type.getEnclosingClass() == null
        || !BaseLayer.class.isAssignableFrom(type.getEnclosingClass())) {
      type = type.getSuperclass();
    }
    return type.getEnclosingClass();
  }

  /** Names a layer in messages. */
  static String place(Layer layer) {
    String name = layer.conf().getLayer().getLayerName();
    return "layer name: " + name + ", layer index: " + layer.getIndex();
  }

  /**
   * Refuses weights of a type that no quantizer takes.
   *
   * @throws DL4JInvalidConfigException if they are neither FLOAT nor DOUBLE
   */
  static void requireTrainable(Layer layer, String key) {
    DataType type = layer.getParam(key).dataType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new DL4JInvalidConfigException(
          "QuantizedWeights train in FLOAT or DOUBLE; the parameter %s is %s (%s)"
              .formatted(key, type, place(layer)));
    }
  }

  private static String reason(Class<?> type) {
    if (QuantizedDense.class.isAssignableFrom(type)
        || QuantizedConv2D.class.isAssignableFrom(type)) {
      return "it quantizes its weights by itself; set its quantizer";
    }
    return REASONS.getOrDefault(type, "nothing is known about what it does with a weight noise");
  }
}
