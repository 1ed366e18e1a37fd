package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.internal.network.LayerQuantizer;
import org.bnn4j.layers.internal.network.WeightLayouts;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers. One that reads a flattened map reads the map, its weights in the map's order. */
abstract class DenseTranslation<L extends FeedForwardLayer> implements LayerTranslation<L> {

  /** Dense layers of this library, and those that extend them. */
  static final class Quantized extends DenseTranslation<QuantizedDense> {
    @Override
    Optional<WeightQuantizer> quantizer(QuantizedDense conf) {
      return Optional.of(conf.quantizer());
    }
  }

  /** Dense layers of Deeplearning4j. */
  static final class BuiltIn extends DenseTranslation<FeedForwardLayer> {
    @Override
    public boolean takesQuantizedWeights() {
      return true;
    }

    @Override
    public void check(FeedForwardLayer conf, LayerRef ref) {
      if (conf instanceof DenseLayer dense && dense.hasLayerNorm()) {
        throw ref.refuse("layer normalization cannot be exported");
      }
    }

    @Override
    Optional<WeightQuantizer> quantizer(FeedForwardLayer conf) {
      return LayerQuantizer.of(conf, WeightLayouts.W);
    }
  }

  /** What the weights go through, nothing if they stay floats. */
  abstract Optional<WeightQuantizer> quantizer(L conf);

  @Override
  public LayerInput reads(L conf) {
    return LayerInput.vector(conf.getNIn());
  }

  @Override
  public Value translate(Translation translation, TrainedLayer<? extends L> layer, Value input) {
    Source source = Source.of(input);
    INDArray weights = layer.parameter(DefaultParamInitializer.WEIGHT_KEY);
    if (weights.size(0) != source.columns().length) {
      throw layer
          .ref()
          .refuse(
              "it has weights for " + weights.size(0) + " values, got " + source.columns().length);
    }
    INDArray rows = weights.transpose();
    return quantizer(layer.conf())
        .map(quantizer -> packed(translation, layer, source, rows, quantizer))
        .orElseGet(() -> floats(translation, layer, source, rows));
  }

  /**
   * What a layer reads.
   *
   * @param value the vector, or the map that it is made of
   * @param columns the network's input that is each input of the map
   */
  private record Source(Value value, int[] columns) {
    static Source of(Value input) {
      if (!(input.last().orElse(null) instanceof Flatten flatten)) {
        return new Source(input, ColumnOrder.same(input.shape().size()));
      }
      Value map = input.withoutLast();
      int[] columns =
          flatten.channelsFirst()
              ? ColumnOrder.fromPlanes(map.shape())
              : ColumnOrder.same(map.shape().size());
      return new Source(map, columns);
    }
  }

  private Value packed(
      Translation translation,
      TrainedLayer<? extends L> layer,
      Source source,
      INDArray latents,
      WeightQuantizer quantizer) {
    List<QuantizedRows> planes =
        QuantizedRows.of(quantizer, layer.layer(), latents, source.columns(), layer.ref());
    ProductInputs inputs = inputs(translation, source.value(), layer.ref());
    translation.warnIfFedFloats(inputs.values().get(0).from(source.value().source()), layer.ref());
    Value output = translation.products().packed(planes, PackedDense::new, inputs, layer);
    Reports.PackedProduct product =
        new Reports.PackedProduct(planes, output.shape(), inputs.areIntegers());
    translation
        .reports()
        .packed(layer.ref(), quantizer.precision(), inputs.label(), List.of(product));
    return output;
  }

  private static ProductInputs inputs(Translation translation, Value fed, LayerRef ref) {
    List<Value> bits = fed.bits();
    if (!bits.isEmpty()) {
      List<Value> flat = new ArrayList<>();
      for (Value bit : bits) {
        flat.add(flat(translation, bit, ref, ref.name() + ":flat" + (flat.size() + 1)));
      }
      return ProductInputs.ofSigns(flat);
    }
    String name = ref.name() + ":flat";
    InputNormalization normalization = translation.normalization();
    if (translation.isBytes(fed) && normalization.isUniform()) {
      Value bytes = flat(translation, fed.withoutTerms(), ref, name);
      return new ProductInputs(List.of(bytes), normalization::behindProduct);
    }
    return ProductInputs.of(translation.productInput(flat(translation, fed, ref, name), ref));
  }

  private Value floats(
      Translation translation, TrainedLayer<? extends L> layer, Source source, INDArray weights) {
    LayerRef ref = layer.ref();
    Op op = new FloatDense(ColumnOrder.floats(weights, source.columns(), ref));
    Value fed = flat(translation, source.value(), ref, ref.name() + ":flat");
    Value output =
        translation.products().finish(new ProductTranslation.Sum(op, List.of(), fed), layer);
    translation.reports().floats(ref, fed.kind(), weights.length(), output.shape());
    return output;
  }

  private static Value flat(Translation translation, Value value, LayerRef ref, String name) {
    Value made = translation.made(value);
    Shape shape = made.shape();
    return shape.height() * shape.width() == 1
        ? made
        : translation.graph().append(ref, name, new Flatten(false), made);
  }
}
