package org.bnn4j.layers.export;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.internal.network.Layout;
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
    float[] thresholds = Activations.signs(activation);
    if (thresholds.length == 1) {
      return sign(thresholds[0], value, ref);
    } else if (thresholds.length > 1) {
      requireExact(activation, thresholds.length, ref);
      return meanOfSigns(thresholds, value, ref);
    } else if (Activations.isSoftmax(activation)) {
      return softmax(value, ref);
    }
    return value.then(ref.name(), Activations.terms(activation, ref));
  }

  private Value sign(float threshold, Value value, LayerRef ref) {
    if (threshold != 0) {
      return shiftedSign(new float[] {threshold}, value, ref);
    }
    // Theta of -1 and +1 is the same again.
    return value.kind() == EdgeKind.BITS ? value : sign(value, List.of(), ref.name(), ref);
  }

  /** The sign of a value minus a number for each channel, as the output of this vertex. */
  Value shiftedSign(float[] shifts, Value value, LayerRef ref) {
    return sign(value, List.of(new Term(Operation.SUBTRACT, shifts)), ref.name(), ref);
  }

  /** A mean of three signs has thirds, sums of which the network rounds and the model does not. */
  private static void requireExact(IActivation activation, int signs, LayerRef ref) {
    if (Integer.bitCount(signs) != 1) {
      throw ref.refuse(
          "the activation "
              + activation
              + " is the mean of "
              + signs
              + " signs and cannot be exported; supported are means of 1, 2, 4 or another power of two");
    }
  }

  private Value meanOfSigns(float[] thresholds, Value value, LayerRef ref) {
    Value before = leaving(ref.name(), value);
    return SignBits.join(
        translation.graph(),
        ref,
        thresholds.length,
        bit -> {
          List<Term> shift = List.of(new Term(Operation.SUBTRACT, thresholds[bit]));
          return sign(before, shift, SignBits.name(ref, bit), ref);
        });
  }

  /**
   * The sign of a value after more arithmetic.
   *
   * @param name of the node
   */
  private Value sign(Value value, List<Term> more, String name, LayerRef ref) {
    List<Term> terms = Stream.concat(value.terms().stream(), more.stream()).toList();
    Value before = value.withoutTerms();
    boolean integers = before.kind() == EdgeKind.ACCUMULATOR || before.kind() == EdgeKind.BITS;
    if (!integers || !ThresholdFolding.canFold(terms)) {
      Value arithmetic = more.isEmpty() ? value : translation.made(value).then(name, more);
      return translation.graph().append(ref, name, new Sign(), floats(arithmetic, name, ref));
    }
    Value sums = translation.made(before);
    int bound = (int) translation.graph().reach(sums);
    return translation
        .graph()
        .append(ref, name, ThresholdFolding.fold(terms, sums.shape().channels(), bound), sums);
  }

  /** Deeplearning4j's is over the last dimension, a model's over the channels. */
  private Value softmax(Value value, LayerRef ref) {
    if (value.layout() == Layout.NCHW) {
      throw ref.refuse(
          "a softmax over the columns of a map, which Deeplearning4j computes for maps with "
              + "channels first, cannot be exported");
    }
    return translation
        .graph()
        .append(ref, ref.name(), new Softmax(), floats(value, ref.name(), ref));
  }

  /**
   * Floats under a name that leaves another one free.
   *
   * @param own the name that is going to be needed
   */
  private Value floats(Value value, String own, LayerRef ref) {
    return translation.floats(leaving(own, value), ref, preactivation(own));
  }

  /** The value, held back under another name if it has this one. */
  private static Value leaving(String own, Value value) {
    boolean taken =
        !value.held().isEmpty() && value.held().get(value.held().size() - 1).name().equals(own);
    return taken ? value.withoutLast().then(preactivation(own), value.last().orElseThrow()) : value;
  }

  private static String preactivation(String name) {
    return name + ":preactivation";
  }
}
