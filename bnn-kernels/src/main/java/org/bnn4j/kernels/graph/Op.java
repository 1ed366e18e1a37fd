package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.types.EdgeKind;

/** An operation of the graph, with its constants. */
public sealed interface Op
    permits Input, Product, Threshold, Sign, Channelwise, Softmax, Pool, Pad, Flatten, Add, Concat {
  /** The most inputs of a packed product. So many bits tell all values of a byte apart. */
  int MAX_INPUTS = 255;

  /** Calls the visitor's case of this kind of operation. */
  <R> R accept(OpVisitor<R> visitor);

  /**
   * What this operation puts out for what comes in.
   *
   * @param inputs what the node's inputs put out, in order
   * @throws IllegalArgumentException if it does not take these, with both shapes
   */
  Edge infer(List<Edge> inputs);

  /**
   * How far from 0 the integers that this puts out may get, where it puts out any.
   *
   * @param reaches the same of each input: 1 for bits, 255 for bytes
   */
  default long reach(List<Edge> inputs, long[] reaches) {
    long farthest = 0;
    for (long reach : reaches) {
      farthest = Math.max(farthest, reach);
    }
    return farthest;
  }

  /**
   * About how many operations on numbers an example takes.
   *
   * @param output what this puts out
   */
  default long work(List<Edge> inputs, Edge output) {
    return (long) inputs.size() * output.size();
  }

  /** How many 32-bit words its constants take. */
  long constantWords();

  /** What sums of such values are, each times -1, 0 or +1. */
  static EdgeKind kindOfSums(Edge values) {
    return values.kind() == EdgeKind.FLOAT ? EdgeKind.FLOAT : EdgeKind.ACCUMULATOR;
  }

  /** The only input, after a check that there is one and that its kind is taken. */
  static Edge single(List<Edge> inputs, Op op, EdgeKind... kinds) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(op + " takes 1 input, not " + inputs.size());
    }
    Edge input = inputs.get(0);
    if (!List.of(kinds).contains(input.kind())) {
      throw new IllegalArgumentException(op + " does not take " + input);
    }
    return input;
  }

  /**
   * What every input of a packed product is, after a check that there is one, of a kind that is
   * taken, or that there are several of bits and of one shape.
   */
  static Edge common(List<Edge> inputs, Op op, EdgeKind... kinds) {
    if (inputs.isEmpty() || inputs.size() > MAX_INPUTS) {
      throw new IllegalArgumentException(
          op + " takes 1 to " + MAX_INPUTS + " inputs, not " + inputs.size());
    }
    Edge first = inputs.get(0);
    for (Edge input : inputs) {
      if (inputs.size() > 1 && (input.kind() != EdgeKind.BITS || !input.equals(first))) {
        throw new IllegalArgumentException(
            op + " takes several inputs only if all are bits of one shape, not " + inputs);
      }
    }
    return single(List.of(first), op, kinds);
  }

  /** Checks that an edge is a vector and has that many values. */
  static void requireVector(Op op, int expected, Edge actual) {
    requireSize(op, expected, actual.size());
    if (!actual.shape().equals(Shape.vector(expected))) {
      throw new IllegalArgumentException(op + " takes a vector, not " + actual + ": flatten it");
    }
  }

  /** Checks a number of values against the one that is expected. */
  static void requireSize(Object what, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(what + " expects " + expected + " values, not " + actual);
    }
  }
}
