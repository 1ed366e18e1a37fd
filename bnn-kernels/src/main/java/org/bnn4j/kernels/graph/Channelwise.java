package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/**
 * Float arithmetic on every value by itself: scale, bias, batch normalization, input normalization
 * and activation functions, as the list of single-precision operations that the trained layer does,
 * in its order, each rounded by itself. So the model answers what the trained layer answers, to the
 * last bit. Bytes and accumulators are first made floats, bits become -1 and +1.
 *
 * @param terms the operations, first one first
 */
public record Channelwise(List<Term> terms) implements Op {
  /** Copies the list. */
  public Channelwise {
    terms = List.copyOf(terms);
  }

  /** The value of one channel after all terms. */
  public float apply(float x, int channel) {
    float value = x;
    for (Term term : terms) {
      value = term.apply(value, channel);
    }
    return value;
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, "float arithmetic", EdgeKind.values());
    for (Term term : terms) {
      if (term.operands().length > 1) {
        Op.requireSize(term.operation().label(), term.operands().length, input.shape().channels());
      }
    }
    return new Edge(EdgeKind.FLOAT, input.shape());
  }
}
