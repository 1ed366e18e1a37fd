package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.activations.DoReFaActivation;
import org.bnn4j.layers.activations.QuantizedActivation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Which activation functions a model has. */
final class Activations {
  static final String SUPPORTED =
      "SignSTE, StochasticSign, TernarySTE, DoReFaActivation, identity, ReLU (without maximum, threshold or slope), leaky ReLU, hard tanh, tanh, sigmoid, softmax and any other QuantizedActivation that has thresholds";

  private Activations() {}

  static boolean isIdentity(IActivation activation) {
    return activation instanceof ActivationIdentity;
  }

  /** The thresholds of the signs whose mean the activation is; none if it is no such mean. */
  static float[] signs(IActivation activation) {
    return activation instanceof QuantizedActivation levels ? levels.thresholds() : new float[0];
  }

  static boolean isSoftmax(IActivation activation) {
    return activation instanceof ActivationSoftmax;
  }

  /** The activation as float arithmetic; it is neither a sign nor a softmax. */
  static List<Term> terms(IActivation activation, LayerRef layer) {
    if (isIdentity(activation)) {
      return List.of();
    } else if (activation instanceof ActivationReLU relu && isPlain(relu)) {
      return List.of(new Term(Operation.RELU));
    } else if (activation instanceof ActivationLReLU leaky) {
      return List.of(new Term(Operation.LEAKY_RELU, (float) leaky.getAlpha()));
    } else if (activation instanceof ActivationHardTanH) {
      return List.of(new Term(Operation.HARD_TANH));
    } else if (activation instanceof ActivationTanH) {
      return List.of(new Term(Operation.TANH));
    } else if (activation instanceof ActivationSigmoid) {
      return List.of(new Term(Operation.SIGMOID));
    } else if (activation instanceof DoReFaActivation levels) {
      return rounded(levels.lastLevel());
    }
    throw layer.refuse(
        "the activation " + activation + " cannot be exported; supported are " + SUPPORTED);
  }

  private static List<Term> rounded(float last) {
    return List.of(
        new Term(Operation.RELU),
        new Term(Operation.HARD_TANH),
        new Term(Operation.MULTIPLY, last),
        new Term(Operation.ROUND),
        new Term(Operation.DIVIDE, last));
  }

  private static boolean isPlain(ActivationReLU relu) {
    return relu.getMax() == null && isZero(relu.getThreshold()) && isZero(relu.getNegativeSlope());
  }

  private static boolean isZero(Double setting) {
    return setting == null || setting == 0;
  }
}
