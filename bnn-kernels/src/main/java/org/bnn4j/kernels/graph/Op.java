package org.bnn4j.kernels.graph;

import java.util.List;
import org.bnn4j.kernels.EdgeKind;

/** An operation of the graph, with its constants. */
public sealed interface Op
    permits Input, PackedDense, Threshold, Sign, Channelwise, FloatDense, Softmax, Add {
  /**
   * What this operation puts out for what comes in.
   *
   * @param inputs what the node's inputs put out, in order
   * @throws IllegalArgumentException if it does not take these, with both shapes
   */
  Edge infer(List<Edge> inputs);

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

  /** Checks a number of values against the one that is expected. */
  static void requireSize(Object what, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(what + " expects " + expected + " values, not " + actual);
    }
  }
}
