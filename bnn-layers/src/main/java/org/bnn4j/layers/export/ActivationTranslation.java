package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.nd4j.linalg.activations.IActivation;

/**
 * Activation functions. A sign folds the arithmetic before it into thresholds where it is on
 * integers; what is no sign and no softmax is more arithmetic.
 */
final class ActivationTranslation {
  private final Translation translation;

  ActivationTranslation(Translation translation) {
    this.translation = translation;
  }

  /** What the function makes of a value, as the output of this vertex. */
  Value apply(IActivation activation, Value value, LayerRef ref) {
    if (Activations.isSign(activation)) {
      return sign(value, ref);
    } else if (Activations.isSoftmax(activation)) {
      return softmax(value, ref);
    }
    return value.then(ref.name(), Activations.terms(activation, ref));
  }

  private Value sign(Value value, LayerRef ref) {
    if (value.kind() == EdgeKind.BITS) {
      return value; // theta of -1 and +1 is the same again
    }
    List<Term> terms = value.terms();
    Value before = value.withoutTerms();
    boolean integers = before.kind() == EdgeKind.ACCUMULATOR || before.kind() == EdgeKind.BITS;
    if (!integers || !ThresholdFolding.canFold(terms)) {
      return translation.graph().append(ref, ref.name(), new Sign(), floats(value, ref));
    }
    Value sums = translation.made(before);
    int bound = (int) translation.graph().reach(sums);
    return translation
        .graph()
        .append(
            ref, ref.name(), ThresholdFolding.fold(terms, sums.shape().channels(), bound), sums);
  }

  /** Deeplearning4j's is over the last dimension, a model's over the channels. */
  private Value softmax(Value value, LayerRef ref) {
    if (value.layout() == Layout.NCHW) {
      throw ref.refuse(
          "a softmax over the columns of a map, which Deeplearning4j computes for maps with "
              + "channels first, cannot be exported");
    }
    return translation.graph().append(ref, ref.name(), new Softmax(), floats(value, ref));
  }

  /** Floats under a name that leaves the vertex's own name free. */
  private Value floats(Value value, LayerRef ref) {
    String name = ref.name() + ":preactivation";
    boolean own =
        !value.held().isEmpty()
            && value.held().get(value.held().size() - 1).name().equals(ref.name());
    Value renamed = own ? value.withoutLast().then(name, value.last().orElseThrow()) : value;
    return translation.floats(renamed, ref, name);
  }
}
