package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Float arithmetic on every value by itself: scale, bias, batch normalization, input normalization
 * and activation functions, as the list of single-precision operations that the trained layer does,
 * in its order, each rounded by itself. So the model answers what the trained layer answers, to the
 * last bit. Bytes and accumulators are first made floats, bits become -1 and +1.
 */
public final class Channelwise implements Op {
  private final List<Term> terms;

  /** Copies the operations, first one first. */
  public Channelwise(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /** The operations, first one first. */
  public List<Term> terms() {
    return terms;
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
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.channelwise(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.values());
    for (Term term : terms) {
      if (term.operands().length > 1) {
        Op.requireSize(term, term.operands().length, input.shape().channels());
      }
    }
    return new Edge(EdgeKind.FLOAT, input.shape());
  }

  @Override
  public long work(List<Edge> inputs, Edge output) {
    return (long) inputs.size() * output.size() * terms.size();
  }

  @Override
  public long constantWords() {
    long words = 0;
    for (Term term : terms) {
      words += term.operands().length;
    }
    return words;
  }

  @Override
  public String toString() {
    return terms.size() == 1 ? terms.get(0).toString() : terms.size() + " float operations";
  }
}
