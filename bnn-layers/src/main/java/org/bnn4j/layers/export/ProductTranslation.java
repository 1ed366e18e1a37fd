package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Term;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer with weights ends in: sums, scales, a bias, an activation. */
final class ProductTranslation {
  private final Translation translation;
  private final ActivationTranslation activations;

  ProductTranslation(Translation translation, ActivationTranslation activations) {
    this.translation = translation;
    this.activations = activations;
  }

  /**
   * Sums by packed weights: what is left to do.
   *
   * @param op sums what it is fed
   * @param scales arithmetic on the sums
   */
  record Sum(Op op, List<Term> scales, Value... fed) {}

  /**
   * Sums by the planes of packed weights. Those of several planes are made here, and left to be
   * added.
   *
   * @param op makes the operation that sums by the weights of a plane
   * @param prefix begins the names of the planes' nodes
   */
  Sum sum(
      List<QuantizedRows> planes,
      Function<PackedWeights, Op> op,
      ProductInputs factors,
      LayerRef ref,
      String prefix) {
    Value[] fed = factors.values().toArray(Value[]::new);
    if (planes.size() == 1) {
      QuantizedRows only = planes.get(0);
      return new Sum(op.apply(only.packed()), scales(only, factors), fed);
    }
    Value[] scaled = new Value[planes.size()];
    for (int i = 0; i < scaled.length; i++) {
      QuantizedRows plane = planes.get(i);
      String name = prefix + ":plane" + (i + 1);
      Value sums =
          translation.graph().append(ref, name + ":product", op.apply(plane.packed()), fed);
      scaled[i] = translation.floats(sums.then(name, scales(plane, factors)), ref, name);
    }
    return new Sum(new Add(), List.of(), scaled);
  }

  /**
   * The output of a layer of packed weights.
   *
   * @param op makes the operation that sums by the weights of a plane
   */
  Value packed(
      List<QuantizedRows> planes,
      Function<PackedWeights, Op> op,
      ProductInputs factors,
      Layer layer,
      IActivation activation,
      LayerRef ref) {
    return finish(sum(planes, op, factors, ref, ref.name()), layer, activation, ref);
  }

  private static List<Term> scales(QuantizedRows plane, ProductInputs fed) {
    List<Term> terms = new ArrayList<>(fed.behind().apply(plane.packed()));
    plane.scales().ifPresent(scales -> terms.add(new Term(Operation.MULTIPLY, scales)));
    return terms;
  }

  /** The output of a layer whose sums are these: with its bias and its activation. */
  Value finish(Sum sum, Layer layer, IActivation activation, LayerRef ref) {
    List<Term> terms = new ArrayList<>(sum.scales());
    // Convolutions keep theirs under the same key; a layer without bias has no such parameter.
    INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY);
    if (bias != null) {
      terms.add(new Term(Operation.ADD, Parameters.read(bias, "a bias", ref)));
    }
    boolean last = terms.isEmpty() && Activations.isIdentity(activation);
    String name = last ? ref.name() : ref.name() + ":product";
    Value sums = translation.graph().append(ref, name, sum.op(), sum.fed());
    return activations.apply(activation, sums.then(ref.name(), terms), ref);
  }
}
