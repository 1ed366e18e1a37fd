package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
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
   * The layer's output.
   *
   * @param op what sums
   * @param scales arithmetic on the sums, before the bias
   */
  Value finish(
      Op op, List<Term> scales, Layer layer, IActivation activation, LayerRef ref, Value fed) {
    List<Term> terms = new ArrayList<>(scales);
    // Convolutions keep theirs under the same key; a layer without bias has no such parameter.
    INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY);
    if (bias != null) {
      terms.add(new Term(Operation.ADD, Parameters.read(bias, "a bias", ref)));
    }
    boolean last = terms.isEmpty() && Activations.isIdentity(activation);
    String name = last ? ref.name() : ref.name() + ":product";
    Value sums = translation.graph().append(ref, name, op, fed);
    return activations.apply(activation, sums.then(ref.name(), terms), ref);
  }
}
