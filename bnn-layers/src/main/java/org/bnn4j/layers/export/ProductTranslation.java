package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Term;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer with weights does: sums, scales, a bias, an activation. */
final class ProductTranslation {
  private final Translation translation;

  ProductTranslation(Translation translation) {
    this.translation = translation;
  }

  /**
   * A sum that is not a node yet.
   *
   * @param op sums up what it is fed
   * @param scales arithmetic on the sums
   */
  record Sum(Op op, List<Term> scales, Value... fed) {}

  /**
   * The sum by all planes of packed weights. Where there are several, their sums become nodes here,
   * and the result adds them up.
   *
   * @param op makes the operation that sums by the weights of one plane
   * @param prefix begins the names of the planes' nodes
   */
  Sum sum(
      List<QuantizedRows> planes,
      Function<PackedWeights, Op> op,
      ProductInputs inputs,
      LayerRef ref,
      String prefix) {
    Value[] fed = inputs.values().toArray(Value[]::new);
    if (planes.size() == 1) {
      QuantizedRows only = planes.get(0);
      return new Sum(op.apply(only.packed()), scales(only, inputs), fed);
    }
    Value[] scaled = new Value[planes.size()];
    for (int i = 0; i < scaled.length; i++) {
      QuantizedRows plane = planes.get(i);
      String name = prefix + ":plane" + (i + 1);
      Value sums =
          translation.graph().append(ref, name + ":product", op.apply(plane.packed()), fed);
      scaled[i] = translation.floats(sums.then(name, scales(plane, inputs)), ref, name);
    }
    return new Sum(new Add(), List.of(), scaled);
  }

  /**
   * The output of a layer of packed weights.
   *
   * @param op makes the operation that sums by the weights of one plane
   */
  Value packed(
      List<QuantizedRows> planes,
      Function<PackedWeights, Op> op,
      ProductInputs inputs,
      TrainedLayer<? extends BaseLayer> layer) {
    return finish(sum(planes, op, inputs, layer.ref(), layer.name()), layer);
  }

  private static List<Term> scales(QuantizedRows plane, ProductInputs fed) {
    List<Term> terms = new ArrayList<>(fed.behind().apply(plane.packed()));
    plane.scales().ifPresent(scales -> terms.add(new Term(Operation.MULTIPLY, scales)));
    return terms;
  }

  /** The output of a layer with these sums: with its bias and its activation. */
  Value finish(Sum sum, TrainedLayer<? extends BaseLayer> layer) {
    LayerRef ref = layer.ref();
    List<Term> terms = new ArrayList<>(sum.scales());
    // Convolutions keep theirs under the same key; a layer without bias has no such parameter.
    INDArray bias = layer.parameter(DefaultParamInitializer.BIAS_KEY);
    if (bias != null) {
      terms.add(new Term(Operation.ADD, Parameters.read(bias, "a bias", ref)));
    }
    IActivation activation = layer.conf().getActivationFn();
    boolean last = terms.isEmpty() && Activations.isIdentity(activation);
    String name = last ? ref.name() : ref.name() + ":product";
    Value sums = translation.graph().append(ref, name, sum.op(), sum.fed());
    return translation.activations().apply(activation, sums.then(ref.name(), terms), ref);
  }
}
