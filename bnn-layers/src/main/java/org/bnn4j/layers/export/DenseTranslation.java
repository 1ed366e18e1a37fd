package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers. One that reads a flattened map reads the map, its weights in the map's order. */
final class DenseTranslation {
  private final Translation translation;
  private final ProductTranslation products;

  DenseTranslation(Translation translation, ProductTranslation products) {
    this.translation = translation;
    this.products = products;
  }

  /**
   * What a layer reads.
   *
   * @param value the vector, or the map that it is made of
   * @param columns the network's input that is each input of the map
   */
  private record Source(Value value, int[] columns) {
    static Source of(Value input, LayerRef ref) {
      if (input.layout().isMap()) {
        throw ref.refuse("it is fed a map of " + input.shape() + ", and takes a vector");
      }
      if (!(input.last().orElse(null) instanceof Flatten flatten)) {
        return new Source(input, ColumnOrder.same(input.shape().size()));
      }
      Value map = input.withoutLast();
      int[] columns =
          flatten.planes()
              ? ColumnOrder.fromPlanes(map.shape())
              : ColumnOrder.same(map.shape().size());
      return new Source(map, columns);
    }
  }

  Value packed(
      WeightQuantizer quantizer, IActivation activation, Layer layer, LayerRef ref, Value input) {
    Source source = Source.of(input, ref);
    INDArray latents = weights(layer, source, ref).transpose();
    List<QuantizedRows> planes = QuantizedRows.of(quantizer, layer, latents, source.columns(), ref);
    ProductInputs factors = factors(source.value(), ref);
    translation.warnIfFedFloats(factors.values().get(0).from(input.source()), ref);
    Value output = products.packed(planes, PackedDense::new, factors, layer, activation, ref);
    Reports.PackedProduct product =
        new Reports.PackedProduct(planes, output.shape(), factors.areIntegers());
    translation.reports().packed(ref, quantizer.precision(), factors.label(), List.of(product));
    return output;
  }

  private ProductInputs factors(Value fed, LayerRef ref) {
    List<Value> bits = fed.bits();
    if (!bits.isEmpty()) {
      return ProductInputs.ofTernary(
          List.of(
              flat(bits.get(0), ref, ref.name() + ":flat-above"),
              flat(bits.get(1), ref, ref.name() + ":flat-below")));
    }
    InputNormalization normalization = translation.normalization();
    if (translation.isBytes(fed) && normalization.isUniform()) {
      Value bytes = translation.factors(flat(fed.withoutTerms(), ref), ref);
      return new ProductInputs(List.of(bytes), normalization::behindProduct);
    }
    return ProductInputs.of(translation.factors(flat(fed, ref), ref));
  }

  Value floats(IActivation activation, Layer layer, LayerRef ref, Value input) {
    Source source = Source.of(input, ref);
    INDArray weights = weights(layer, source, ref);
    Op op = new FloatDense(ColumnOrder.floats(weights.transpose(), source.columns(), ref));
    Value fed = flat(source.value(), ref);
    ProductTranslation.Sum sum = new ProductTranslation.Sum(op, List.of(), fed);
    Value output = products.finish(sum, layer, activation, ref);
    translation.reports().floats(ref, fed.kind(), weights.length(), output.shape());
    return output;
  }

  private static INDArray weights(Layer layer, Source source, LayerRef ref) {
    INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
    if (weights.size(0) != source.columns().length) {
      throw ref.refuse(
          "it is fed "
              + source.columns().length
              + " values and has weights for "
              + weights.size(0));
    }
    return weights;
  }

  private Value flat(Value value, LayerRef ref) {
    return flat(value, ref, ref.name() + ":flat");
  }

  private Value flat(Value value, LayerRef ref, String name) {
    Value made = translation.made(value);
    Shape shape = made.shape();
    return shape.height() * shape.width() == 1
        ? made
        : translation.graph().append(ref, name, new Flatten(false), made);
  }
}
