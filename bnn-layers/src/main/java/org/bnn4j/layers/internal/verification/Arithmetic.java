package org.bnn4j.layers.internal.verification;

import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.OpVisitor;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;

/** What an operation does with numbers, as far as rounding is concerned. */
enum Arithmetic {
  /** The input. */
  INPUT,
  /** Each value is one of the input's values, or padding. */
  SELECTION,
  /** A {@link Channelwise} without terms: the same values as floats. */
  COPY,
  /** A {@link Channelwise} of operations that every library rounds alike. */
  CHANNELWISE,
  /** A {@link Channelwise} with an operation that two libraries round differently. */
  FUNCTION,
  /** A {@link Threshold}. */
  THRESHOLD,
  /** A {@link Sign}. */
  SIGN,
  /** Sums of inputs times -1, 0 or +1. */
  PACKED_SUM,
  /** Sums of inputs times floats. */
  FLOAT_SUM,
  /** Sums over the pixels of a window. */
  POOLED_SUM,
  /** Means over the pixels of a window, by a {@link Pool}. */
  POOLED_MEAN,
  /** Sums of several nodes. */
  ADDITION,
  /** A softmax. */
  SOFTMAX;

  private static final OpVisitor<Arithmetic> OF = new Visitor();

  static Arithmetic of(Op op) {
    return op.accept(OF);
  }

  /** Whether two libraries may round this operation differently. */
  static boolean isFunction(Operation operation) {
    return operation == Operation.TANH || operation == Operation.SIGMOID;
  }

  private static final class Visitor implements OpVisitor<Arithmetic> {
    @Override
    public Arithmetic input(Input op) {
      return INPUT;
    }

    @Override
    public Arithmetic packedDense(PackedDense op) {
      return PACKED_SUM;
    }

    @Override
    public Arithmetic packedConv(PackedConv op) {
      return PACKED_SUM;
    }

    @Override
    public Arithmetic packedDepthwise(PackedDepthwise op) {
      return PACKED_SUM;
    }

    @Override
    public Arithmetic floatDense(FloatDense op) {
      return FLOAT_SUM;
    }

    @Override
    public Arithmetic floatConv(FloatConv op) {
      return FLOAT_SUM;
    }

    @Override
    public Arithmetic threshold(Threshold op) {
      return THRESHOLD;
    }

    @Override
    public Arithmetic sign(Sign op) {
      return SIGN;
    }

    @Override
    public Arithmetic channelwise(Channelwise op) {
      if (op.terms().isEmpty()) {
        return COPY;
      }
      return op.terms().stream().anyMatch(term -> isFunction(term.operation()))
          ? FUNCTION
          : CHANNELWISE;
    }

    @Override
    public Arithmetic softmax(Softmax op) {
      return SOFTMAX;
    }

    @Override
    public Arithmetic pool(Pool op) {
      return switch (op.kind()) {
        case MAX -> SELECTION;
        case SUM -> POOLED_SUM;
        case MEAN -> POOLED_MEAN;
      };
    }

    @Override
    public Arithmetic pad(Pad op) {
      return SELECTION;
    }

    @Override
    public Arithmetic flatten(Flatten op) {
      return SELECTION;
    }

    @Override
    public Arithmetic add(Add op) {
      return ADDITION;
    }

    @Override
    public Arithmetic concat(Concat op) {
      return SELECTION;
    }
  }
}
