package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.QuantizedDense;
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

  Value packed(QuantizedDense conf, Layer layer, LayerRef ref, Value input) {
    Source source = Source.of(input, ref);
    INDArray latents = weights(layer, source, ref).transpose();
    QuantizedRows rows = QuantizedRows.of(conf.quantizer(), latents, source.columns(), ref);
    List<Term> terms = new ArrayList<>();
    Value fed = source.value();
    InputNormalization normalization = translation.normalization();
    if (translation.isBytes(fed) && normalization.isUniform()) {
      terms.addAll(normalization.behindProduct(rows.packed()));
      fed = fed.withoutTerms();
    }
    fed = translation.factors(flat(fed, ref), ref);
    translation.warnIfFedFloats(fed.from(input.source()), ref);
    rows.scales().ifPresent(scales -> terms.add(new Term(Operation.MULTIPLY, scales)));
    Op op = new PackedDense(rows.packed());
    Value output = products.finish(op, terms, layer, conf.getActivationFn(), ref, fed);
    boolean integers = fed.kind() != EdgeKind.FLOAT;
    translation
        .reports()
        .packed(
            ref,
            conf.quantizer().precision(),
            fed.kind(),
            List.of(new Reports.PackedProduct(rows, output.shape(), integers)));
    return output;
  }

  Value floats(IActivation activation, Layer layer, LayerRef ref, Value input) {
    Source source = Source.of(input, ref);
    INDArray weights = weights(layer, source, ref);
    Op op = new FloatDense(ColumnOrder.floats(weights.transpose(), source.columns(), ref));
    Value fed = flat(source.value(), ref);
    Value output = products.finish(op, List.of(), layer, activation, ref, fed);
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
    Value made = translation.made(value);
    Shape shape = made.shape();
    return shape.height() * shape.width() == 1
        ? made
        : translation.graph().append(ref, ref.name() + ":flat", new Flatten(false), made);
  }
}
